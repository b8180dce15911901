//! Files, where the user names one: a new one is written, an old one is read. `runtime` calls it on a worker thread.
//!
//! Nothing is ever overwritten, and nobody else can read what is written.

use std::env;
use std::fmt;
use std::fs::{self, FileType, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::PathBuf;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_setfl};
use rustix::io::retry_on_intr;

use super::events::LARGEST_PASTE;
use crate::app::copying::Written;
use crate::token::visible::visible;

/// So long is waited for somebody to open the other end of a pipe: a shell starts the two at once.
const WRITER_WAIT: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };

/// Why a file was not written or not read. Each with the path, as it was looked for; in the sentence it comes last, because a row ends
/// before a path may.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// No name was given.
    NoName,
    /// `~` was given, and nothing says where the home folder is.
    NoHome,
    /// Something of this name is there already.
    Exists(String),
    /// There is no such file.
    Missing(String),
    /// The folder that it is to lie in is not there.
    NoFolder(String),
    /// It is a folder.
    Folder(String),
    /// It is neither a file nor a folder, and reading it may never end.
    NoFile(String),
    /// It is a pipe, and nobody has it open for writing.
    NoWriter(String),
    /// It may not be read, or not be written there.
    Forbidden(String),
    /// It is larger than the largest paste.
    TooLarge(String),
    /// The system refuses for another reason.
    Refused(String, io::ErrorKind),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoName => f.write_str("no file was named"),
            Self::NoHome => f.write_str("HOME is not set: write the path without ~"),
            Self::Exists(path) => {
                write!(f, "choose another name, this one is taken: {}", visible(path))
            }
            Self::Missing(path) => write!(f, "there is no file {}", visible(path)),
            Self::NoFolder(path) => write!(f, "there is no folder for {}", visible(path)),
            Self::Folder(path) => write!(f, "name a file, this is a folder: {}", visible(path)),
            Self::NoWriter(path) => write!(f, "nobody writes into this pipe: {}", visible(path)),
            Self::NoFile(path) => write!(f, "not a file that has an end: {}", visible(path)),
            Self::Forbidden(path) => write!(f, "no permission for {}", visible(path)),
            Self::TooLarge(path) => write!(f, "more than {} MiB, not read: {}", LARGEST_PASTE >> 20, visible(path)),
            Self::Refused(path, kind) => write!(f, "{kind}: {}", visible(path)),
        }
    }
}

impl std::error::Error for Fault {}

/// Writes a new file that only its owner can read.
///
/// # Errors
/// See [`Fault`]; then no file of that name is left behind that was not there before.
pub fn write(name: &str, text: &str) -> Result<Written, Fault> {
    let (path, shown) = find(name)?;
    let opened = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    let mut file = opened.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists if path.is_dir() => Fault::Folder(shown.clone()),
        io::ErrorKind::AlreadyExists => Fault::Exists(shown.clone()),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Fault::NoFolder(shown.clone()),
        kind => refused(&shown, kind),
    })?;
    if let Err(error) = file.write_all(text.as_bytes()) {
        // Half a token looks like a token.
        let _ = fs::remove_file(&path);
        return Err(refused(&shown, error.kind()));
    }
    Ok(Written { path: shown, bytes: text.len(), note: None })
}

/// The text of a file; bytes that are not UTF-8 are replaced.
///
/// # Errors
/// See [`Fault`].
pub fn read(name: &str) -> Result<String, Fault> {
    let bytes = content(name, FileType::is_file)?;
    Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

/// The bytes of a file, or of a pipe, for which it waits as long as somebody has it open for writing: `<(vault read …)` is one.
///
/// # Errors
/// See [`Fault`].
pub fn read_octets(name: &str) -> Result<Vec<u8>, Fault> {
    content(name, |kind| kind.is_file() || kind.is_fifo())
}

fn content(name: &str, may: impl Fn(&FileType) -> bool) -> Result<Vec<u8>, Fault> {
    let (path, shown) = find(name)?;
    let refuse = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Fault::Missing(shown.clone()),
        kind => refused(&shown, kind),
    };
    // A pipe without a writer would hold whoever opens it.
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(&path).map_err(refuse)?;
    let metadata = file.metadata().map_err(refuse)?;
    let kind = metadata.file_type();
    if kind.is_dir() {
        return Err(Fault::Folder(shown));
    }
    if !may(&kind) {
        return Err(Fault::NoFile(shown));
    }
    let limit = u64::try_from(LARGEST_PASTE).unwrap_or(u64::MAX);
    // Room for all of it at once: it may be a key, and a vector that grows leaves copies behind.
    let room = usize::try_from(metadata.len().min(limit)).unwrap_or_default().saturating_add(64);
    let mut bytes = Vec::with_capacity(room);
    if kind.is_fifo() && !has_writer(&mut file, &mut bytes).map_err(refuse)? {
        return Err(Fault::NoWriter(shown));
    }
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(refuse)?;
    if bytes.len() > LARGEST_PASTE {
        return Err(Fault::TooLarge(shown));
    }
    Ok(bytes)
}

/// Waits until somebody writes into a pipe, and answers whether anybody does; what was read meanwhile is added to `bytes`.
fn has_writer(pipe: &mut fs::File, bytes: &mut Vec<u8>) -> io::Result<bool> {
    let came = retry_on_intr(|| poll(&mut [PollFd::new(&*pipe, PollFlags::IN)], Some(&WRITER_WAIT)))?;
    let mut first = [0];
    let has_writer = match pipe.read(&mut first) {
        // One that wrote nothing and has left, or none.
        Ok(0) => came > 0,
        Ok(_) => {
            bytes.extend(first);
            true
        }
        Err(why) if why.kind() == io::ErrorKind::WouldBlock => true,
        Err(why) => return Err(why),
    };
    // Who is there may take the time that it takes.
    fcntl_setfl(&*pipe, OFlags::empty())?;
    Ok(has_writer)
}

/// The names of the files and folders in `folder` that begin so, in their order, those of folders with `/` at their end. What is hidden
/// shows itself only to who begins with a dot; a name that cannot be typed is left out.
///
/// # Errors
/// See [`Fault`].
pub fn names(folder: &str, beginning: &str) -> Result<Vec<String>, Fault> {
    let (path, shown) = find(if folder.is_empty() { "." } else { folder })?;
    let entries = fs::read_dir(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Fault::NoFolder(shown.clone()),
        kind => refused(&shown, kind),
    })?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let mut name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !beginning.starts_with('.');
            if hidden || !name.starts_with(beginning) || visible(&name) != name.as_str() {
                return None;
            }
            // Through a link, too.
            if fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_dir()) {
                name.push('/');
            }
            Some(name)
        })
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// The path, and the same as a text.
fn find(name: &str) -> Result<(PathBuf, String), Fault> {
    let home = env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let path = expand(name.trim(), home)?;
    let shown = path.to_string_lossy().into_owned();
    Ok((path, shown))
}

/// `~` and what follows it; of other users' home folders nothing is known.
fn expand(name: &str, home: Option<PathBuf>) -> Result<PathBuf, Fault> {
    match name.strip_prefix('~') {
        _ if name.is_empty() => Err(Fault::NoName),
        Some("") => home.ok_or(Fault::NoHome),
        Some(rest) if rest.starts_with('/') => Ok(home.ok_or(Fault::NoHome)?.join(rest.trim_start_matches('/'))),
        Some(_) | None => Ok(PathBuf::from(name)),
    }
}

fn refused(path: &str, kind: io::ErrorKind) -> Fault {
    match kind {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Fault::Forbidden(path.to_owned()),
        io::ErrorKind::IsADirectory => Fault::Folder(path.to_owned()),
        kind => Fault::Refused(path.to_owned(), kind),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::Path;

    use super::*;

    /// A folder of this test's own, gone when it ends.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = env::temp_dir().join(format!("jotlab-files-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir(&path).unwrap();
            Self(path)
        }

        fn at(&self, name: &str) -> String {
            self.0.join(name).to_str().unwrap().to_owned()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_is_written_is_the_owners_alone_and_exact() {
        let folder = Folder::new("write");
        let path = folder.at("token.jwt");
        assert_eq!(
            write(&format!(" {path}\n"), "eyJ\u{202e}"),
            Ok(Written { path: path.clone(), bytes: 6, note: None })
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "eyJ\u{202e}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(read(&path), Ok("eyJ\u{202e}".to_owned()));
    }

    #[test]
    fn nothing_is_overwritten_not_even_through_a_link() {
        let folder = Folder::new("exists");
        let (path, link, dangling) = (folder.at("a"), folder.at("link"), folder.at("dangling"));
        fs::write(&path, "mine").unwrap();
        symlink(&path, &link).unwrap();
        symlink(folder.at("nowhere"), &dangling).unwrap();
        for name in [&path, &link, &dangling] {
            assert_eq!(write(name, "eyJ"), Err(Fault::Exists(name.clone())));
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert!(!Path::new(&folder.at("nowhere")).exists());
        assert_eq!(write(&folder.0.to_string_lossy(), "eyJ"), Err(Fault::Folder(folder.0.display().to_string())));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let folder = Folder::new("read");
        let missing = folder.at("missing");
        assert_eq!(read(&missing), Err(Fault::Missing(missing.clone())));
        assert_eq!(write(&format!("{missing}/a"), "eyJ"), Err(Fault::NoFolder(format!("{missing}/a"))));
        assert_eq!(read(&folder.0.to_string_lossy()), Err(Fault::Folder(folder.0.display().to_string())));
        assert_eq!(read("/dev/zero"), Err(Fault::NoFile("/dev/zero".to_owned())));
        assert_eq!(read("  "), Err(Fault::NoName));
        let pipe = folder.at("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert_eq!(read(&pipe), Err(Fault::NoFile(pipe.clone())));
        assert_eq!(read_octets(&pipe), Err(Fault::NoWriter(pipe)));
    }

    #[test]
    fn a_pipe_is_read_to_the_end_of_whoever_writes_into_it() {
        let folder = Folder::new("pipe");
        let pipe = folder.at("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for written in ["", "k", "a key that comes in pieces"] {
            let to = pipe.clone();
            let writer = std::thread::spawn(move || {
                let mut pipe = OpenOptions::new().write(true).open(to).unwrap();
                written.as_bytes().chunks(7).for_each(|piece| pipe.write_all(piece).unwrap());
            });
            assert_eq!(read_octets(&pipe), Ok(written.as_bytes().to_vec()));
            writer.join().unwrap();
        }
    }

    #[test]
    fn sixteen_mebibytes_are_read_and_not_one_byte_more() {
        let folder = Folder::new("large");
        let path = folder.at("large");
        let file = fs::File::create(&path).unwrap();
        file.set_len(LARGEST_PASTE as u64).unwrap();
        assert_eq!(read(&path).unwrap().len(), LARGEST_PASTE);
        file.set_len(LARGEST_PASTE as u64 + 1).unwrap();
        assert_eq!(read(&path), Err(Fault::TooLarge(path)));
    }

    #[test]
    fn names_are_those_that_begin_so_and_can_be_typed() {
        let folder = Folder::new("names");
        for name in ["key.pem", "key.pub", ".key", "other", "key\u{1b}[31m"] {
            fs::write(folder.at(name), "").unwrap();
        }
        fs::create_dir(folder.at("keys")).unwrap();
        symlink(folder.at("keys"), folder.at("kept")).unwrap();
        let at = |beginning| names(&folder.at(""), beginning);
        let of = |names: &[&str]| Ok(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(at("ke"), of(&["kept/", "key.pem", "key.pub", "keys/"]));
        assert_eq!(at(""), of(&["kept/", "key.pem", "key.pub", "keys/", "other"]));
        assert_eq!(at(".k"), of(&[".key"]));
        assert_eq!(at("x"), of(&[]));
        let missing = folder.at("missing/");
        assert_eq!(names(&missing, ""), Err(Fault::NoFolder(missing.clone())));
        assert!(names("", "Cargo.t").unwrap().contains(&"Cargo.toml".to_owned()), "the folder at hand");
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        let folder = Folder::new("lossy");
        fs::write(folder.at("a"), b"a\xffb").unwrap();
        assert_eq!(read(&folder.at("a")), Ok("a\u{fffd}b".to_owned()));
    }

    #[test]
    fn a_tilde_is_the_home_folder() {
        let home = || Some(PathBuf::from("/home/ada"));
        assert_eq!(expand("~/a b", home()), Ok(PathBuf::from("/home/ada/a b")));
        assert_eq!(expand("~", home()), Ok(PathBuf::from("/home/ada")));
        assert_eq!(expand("~//a", home()), Ok(PathBuf::from("/home/ada/a")));
        assert_eq!(expand("~bob", home()), Ok(PathBuf::from("~bob")));
        assert_eq!(expand("a~", home()), Ok(PathBuf::from("a~")));
        assert_eq!(expand("~/a", None), Err(Fault::NoHome));
    }

    #[test]
    fn a_name_with_escapes_is_shown_with_them() {
        assert_eq!(Fault::Missing("a\u{1b}[31m".to_owned()).to_string(), "there is no file a\\u001b[31m");
    }
}
