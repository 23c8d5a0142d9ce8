#[test]
fn probe() {
    let base = [
        ("base", include_str!("../../../data/vocabulary/base.chron")),
        ("zone", include_str!("../../../data/vocabulary/zone.chron")),
        ("dalian", include_str!("../../../data/dalian-2017.chron")),
    ];
    let inputs: Vec<_> = base
        .iter()
        .map(|(n, t)| crate::chronicle::Input { name: n.to_string(), text: t })
        .collect();
    let dataset = crate::chronicle::read(&inputs, None).unwrap_or_else(|e| panic!("{e}"));
    let catalog = crate::catalog::Catalog::new(&dataset);
    let phrases = std::fs::read_to_string("/tmp/phrases.txt").unwrap();
    for p in phrases.lines().filter(|l| !l.trim().is_empty()) {
        match super::bind(p, &catalog) {
            Ok(b) => println!("{p}\n    {}", super::probe_print::print(&b.query)),
            Err(d) => println!("{p}\n{}", crate::diagnostic::render(&d, "phrase", p)),
        }
    }
}
