//! `kid`: a name by which a key is looked up, and so a way into whatever does the looking up.

use super::id::Id;
use super::message;
use super::notes::Notes;
use crate::token::json::Document;
use crate::token::part::Part;

/// Where a path of Unix or Windows begins that a key identifier never does. A lone `/` is not enough: base64 may begin with one.
const PATHS: [&str; 11] =
    ["/dev/", "/etc/", "/proc/", "/sys/", "/tmp/", "/var/", "/usr/", "/home/", "/root/", "file:", "c:\\"];

/// What stands behind a quote that breaks out of an SQL string.
const SQL: [&str; 8] = [" or ", " and ", " union ", "--", ";", "/*", "||", "="];

/// What a shell obeys.
const SHELL: [&str; 5] = ["$(", "`", "&&", "||", "; "];

/// Notes a `kid` that looks like an attack, or like an address to be fetched.
pub(super) fn review(notes: &mut Notes<'_>, part: &Part, header: &Document, index: u32) {
    let Some(kid) = header.string(index) else { return };
    let kid = kid.to_ascii_lowercase();
    let attack = if climbs(&kid) {
        Some(message::kid_looks_like_path())
    } else if breaks_out(&kid) {
        Some(message::kid_looks_like_sql())
    } else if kid.starts_with('|') || SHELL.iter().any(|word| kid.contains(word)) {
        Some(message::kid_looks_like_shell())
    } else if kid.contains(")(") || kid.contains("*)") {
        Some(message::kid_looks_like_ldap())
    } else {
        None
    };
    if let Some(why) = attack {
        notes.at(Id::KidInjection, part, index, || why);
    } else if ["http://", "https://", "ftp://", "//"].iter().any(|scheme| kid.starts_with(scheme)) {
        notes.at(Id::KidUrl, part, index, message::kid_url);
    }
}

fn climbs(kid: &str) -> bool {
    let steps_up = kid.split(['/', '\\']).any(|step| step == "..") && kid.contains(['/', '\\']);
    steps_up || kid.contains("..%2f") || kid.contains("%2e%2e") || PATHS.iter().any(|path| kid.starts_with(path))
}

fn breaks_out(kid: &str) -> bool {
    let quoted = kid.find(['\'', '"']).and_then(|at| kid.get(at..));
    kid.contains("union select") || quoted.is_some_and(|rest| SQL.iter().any(|word| rest.contains(word)))
}
