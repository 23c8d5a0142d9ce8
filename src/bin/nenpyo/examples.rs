//! The examples that `--help` shows.

/// Of the command as a whole.
pub const ALL: &str = "Examples:
  nenpyo ask all awards to companies in the park
  nenpyo ask --why who received the same award as Sunrise Power
  nenpyo ask --format json how many agreements per quarter
  nenpyo query 'MATCH (a:Award) RETURN a.name, a.date'
  nenpyo show Botao --lang ja
  nenpyo picture awards to Botao -o awards.svg
  nenpyo page honours to companies in the park -o honours.html
  nenpyo dot awards to Botao | dot -Tsvg > awards.svg
  nenpyo run --check notes.md
  nenpyo timeline agreements and visits
  nenpyo timeline --format svg policies > policies.svg";

/// Of `ask`.
pub const ASK: &str = "Examples:
  nenpyo ask all awards to companies in the park
  nenpyo ask --why companies that received awards in December 2017
  nenpyo ask how many agreements per quarter as csv
  nenpyo ask --as-of 2017-06 organizations in the park
  nenpyo ask --certain events before March 2017
  nenpyo ask --data 2018.chron --max-time 5 visits by the mayor";

/// Of `query`.
pub const QUERY: &str = "Examples:
  nenpyo query 'MATCH (a:Award)-[:RECIPIENT]->(c:Company) RETURN c.name, count(a) AS awards'
  nenpyo query 'MATCH (n {name: $name}) RETURN n' --param name=Dalian
  nenpyo query --format csv 'MATCH (a:Award) RETURN a.name, a.date'
  nenpyo query --data g.nenpyo --max-rows 5000000 'MATCH (n) RETURN n.id' --format jsonl";

/// Of `show`.
pub const SHOW: &str = "Examples:
  nenpyo show Botao
  nenpyo show 博涛 --lang ja
  nenpyo show botao --format json";

/// Of `picture`.
pub const PICTURE: &str = "Examples:
  nenpyo picture awards to Botao -o awards.svg
  nenpyo picture > chronicle.svg";

/// Of `page`.
pub const PAGE: &str = "Example:
  nenpyo page honours to companies in the park -o honours.html";

/// Of `run`.
pub const RUN: &str = "Examples:
  nenpyo run notes.md
  nenpyo run --check README.md docs/*.md";

/// Of `dot`.
pub const DOT: &str = "Examples:
  nenpyo dot awards to Botao | dot -Tsvg > awards.svg
  nenpyo dot --cluster month > chronicle.dot";

/// Of `timeline`.
pub const TIMELINE: &str = "Examples:
  nenpyo timeline agreements and visits
  nenpyo timeline --format svg policies > policies.svg
  nenpyo timeline --format mermaid awards to Botao";

/// Of `explain`.
pub const EXPLAIN: &str = "Examples:
  nenpyo explain awards to companies in the park
  nenpyo explain --profile how many awards per month
  nenpyo explain 'MATCH (a:Award) RETURN count(a)' --format json";

/// Of `schema`.
pub const SCHEMA: &str = "Examples:
  nenpyo schema --lang ja
  nenpyo schema --json > chronicle.schema.json";

/// Of `check`.
pub const CHECK: &str = "Example:
  nenpyo check 2017.chron 2018.chron";

/// Of `format`.
pub const FORMAT: &str = "Examples:
  nenpyo format 2017.chron
  nenpyo format --check *.chron";

/// Of `convert`.
pub const CONVERT: &str = "Examples:
  nenpyo convert 2017.chron 2017.json
  nenpyo convert 2017.json 2017.dot";

/// Of `import`.
pub const IMPORT: &str = "Examples:
  nenpyo import --nodes Event=events.csv:class=kind --nodes Organization=orgs.csv \\
                --edges 'PARTICIPANT=p.csv:event>Event,org>Organization' --out g.nenpyo
  nenpyo import --nodes people.csv --edges knows.csv --out g.nenpyo     # headers as of neo4j-admin import
  nenpyo import --nodes Order=orders.csv:id=orderID,date=orderDate --null NULL --dry-run";

/// Of `completions`.
pub const COMPLETIONS: &str = "Examples:
  nenpyo completions bash > ~/.local/share/bash-completion/completions/nenpyo
  nenpyo completions zsh > ~/.zfunc/_nenpyo
  nenpyo completions fish > ~/.config/fish/completions/nenpyo.fish";

/// Of `man`.
pub const MAN: &str = "Examples:
  nenpyo man > ~/.local/share/man/man1/nenpyo.1
  nenpyo man ask | man -l -";
