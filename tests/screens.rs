//! Screens as tests.
#![allow(clippy::print_stdout)]
mod support;
use support::*;

#[test]
fn look() {
    for (w, h) in [(120, 36), (80, 24), (60, 20)] {
        let mut s = Screen::new(w, h);
        println!("{}", s.text());
        s.paste(USER);
        println!("{}", s.text());
        s.paste(&format!("{USER} {ADMIN}"));
        println!("{}", s.text());
        s.keys("?");
        println!("{}", s.text());
    }
}
