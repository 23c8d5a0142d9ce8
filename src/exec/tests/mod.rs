mod dates;
mod limits;
mod make;
mod patterns;
mod projections;
mod spellings;
mod threads;
mod traces;
