//! Files that are written: old or new, never half, and never another's.

#![allow(clippy::unwrap_used, clippy::panic)]

mod running;

use running::{Run, folder, pipe};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// Runs the command in a folder by the shell, so that limits and redirections can be set.
fn shell(folder: &Path, script: &str) -> Run {
    let script = script.replace("nenpyo ", &format!("'{}' ", env!("CARGO_BIN_EXE_nenpyo")));
    pipe(Command::new("bash").args(["-c", &script]).current_dir(folder), b"")
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_picture_goes_into_pipes_and_devices() {
    let folder = folder("saves devices");
    let run = shell(&folder, "nenpyo picture awards -o /dev/stdout | cat");
    assert!(run.stdout.starts_with("<svg ") && run.code == Some(0), "{}", run.stderr);
    let run = shell(&folder, "nenpyo picture awards -o /dev/full");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("cannot write `/dev/full`"), "{}", run.stderr);
    assert!(names(&folder).is_empty());
}

#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = folder("saves full");
    fs::write(folder.join("n.csv"), "id,name\n1,a\n").unwrap();
    for command in [
        "nenpyo picture awards -o a.svg",
        "nenpyo page awards -o a.html",
        "nenpyo import --nodes N=n.csv --out g.nenpyo",
    ] {
        assert_eq!(shell(&folder, command).code, Some(0), "{command}");
        let before: Vec<_> = names(&folder);
        let bytes = |name: &String| fs::read(folder.join(name)).unwrap();
        let old: Vec<_> = before.iter().map(bytes).collect();
        // Files of at most 1024 bytes: the second block fails, as on a disk that is full.
        let larger = command.replace("awards", "events").replace("n.csv", "m.csv");
        let rows: String = (0..20_000).map(|n| format!("{n},name {n}\n")).collect();
        let table = folder.join("m.csv");
        fs::write(&table, format!("id,name\n{rows}")).unwrap();
        let run = shell(&folder, &format!("trap '' XFSZ; ulimit -f 1; {larger}"));
        fs::remove_file(table).unwrap();
        assert_eq!(run.code, Some(1), "{command}: {}", run.stderr);
        assert!(run.stderr.contains("cannot write"), "{}", run.stderr);
        assert_eq!(names(&folder), before, "{command}");
        assert_eq!(before.iter().map(bytes).collect::<Vec<_>>(), old, "{command}");
    }
}

#[test]
fn links_stay_and_permissions_are_kept() {
    let folder = folder("saves links");
    symlink("target.svg", folder.join("link.svg")).unwrap();
    assert_eq!(shell(&folder, "nenpyo picture awards -o link.svg").code, Some(0));
    assert!(folder.join("link.svg").is_symlink(), "a link to nothing becomes one to the picture");
    fs::set_permissions(folder.join("target.svg"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(shell(&folder, "nenpyo picture agreements -o link.svg").code, Some(0));
    assert!(folder.join("link.svg").is_symlink());
    let mode = fs::metadata(folder.join("target.svg")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(names(&folder), ["link.svg", "target.svg"]);
}

#[test]
fn other_files_are_not_written_over() {
    let folder = folder("saves others");
    let table = "id,name\n1,a\n";
    for (file, command) in [
        ("n.csv", "nenpyo import --nodes N=n.csv --out n.csv"),
        ("n.csv", "nenpyo picture awards -o n.csv"),
        ("n.csv", "nenpyo page awards -o n.csv"),
    ] {
        fs::write(folder.join(file), table).unwrap();
        let run = shell(&folder, command);
        assert_eq!(run.code, Some(1), "{command}");
        assert!(run.stderr.contains("`n.csv` is there, and is not "), "{}", run.stderr);
        assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), table, "{command}");
    }
    let run = shell(&folder, "nenpyo picture awards -o none/a.svg");
    assert!(run.stderr.contains("there is no folder `none`: make it first"), "{}", run.stderr);
}
