//! Reads a scenario file: `scenario`, `profile`, `seed` and `set` at its head, then steps, each with the line it stands on.

use super::deed;
use super::fact;
use super::measure;
use super::mistake::Mistake;
use super::setting;
use super::source::{self, Form, Place, Reader, Word};
use super::span;
use super::step::{Choice, Piece, Question, Saying, Scenario, Step, What, When};
use crate::session::config::Config;

/// The world of a scenario that names no profile.
const DEFAULT_PROFILE: &str = "rfc9700-strict";
const HEAD: &str = "scenario ID \"TITLE\" in the first line";
const STEP: &str = "at, do, expect, predict, say, check or set";

/// Reads the text of a scenario file.
///
/// # Errors
/// The first thing that cannot be read, with its place, what was found there and what was expected.
pub fn parse(text: &str) -> Result<Scenario, Mistake> {
    let lines = source::lines(text)?;
    let mut lines = lines.iter().map(Vec::as_slice).peekable();
    let (id, title) = first_line(lines.next().unwrap_or_default())?;

    let mut profile = DEFAULT_PROFILE;
    let mut config = Config::default();
    let mut seed = 1;
    while let Some(line) = lines.next_if(|line| begins(line, &["profile", "seed", "set"])) {
        let mut words = reader(line);
        match words.word(STEP)?.text.as_str() {
            "profile" => {
                let chosen = setting::profile(words)?;
                (profile, config) = (chosen.name, chosen.config());
            }
            "seed" => {
                seed = words.read("a number", |word| word.parse().ok())?;
                words.done("the end of the line")?;
            }
            _ => {
                setting::settings(words, &mut config)?;
            }
        }
    }

    let mut steps = Vec::new();
    let mut patched = config.clone();
    for line in lines {
        read_line(line, &mut patched, &mut steps)?;
    }
    decided(&steps)?;
    Ok(Scenario { id, title, profile, config, seed, steps })
}

/// The id and the title of a scenario file; nothing after its first line is read.
///
/// # Errors
/// When the first line is not that of a scenario.
pub fn head(text: &str) -> Result<(String, String), Mistake> {
    let first = text.lines().take_while(|line| !line.starts_with("scenario")).count();
    let lines = source::lines(&text.lines().take(first + 1).collect::<Vec<_>>().join("\n"))?;
    first_line(lines.first().map(Vec::as_slice).unwrap_or_default())
}

fn first_line(line: &[Word]) -> Result<(String, String), Mistake> {
    let mut words = reader(line);
    words.exactly("scenario").map_err(|mistake| Mistake { expected: HEAD.to_owned(), ..mistake })?;
    let id = words.text("an id such as S14")?.to_owned();
    let title = words.quoted("the title in quotes")?.to_owned();
    words.done("the end of the line")?;
    Ok((id, title))
}

/// A line holds one step or several, each beginning with its keyword; `at` stands only at the beginning.
fn read_line(line: &[Word], config: &mut Config, steps: &mut Vec<Step>) -> Result<(), Mistake> {
    let mut rest = line;
    while let Some((first, after)) = rest.split_first() {
        let length = after.iter().position(begins_step).unwrap_or(after.len());
        let (words, next) = after.split_at_checked(length).unwrap_or((after, &[]));
        let end = next.first().map_or_else(|| reader(line).end(), |word| word.place);
        let what = read_step(first, Reader::new(words, end), config)?;
        steps.push(Step { place: first.place, what });
        rest = next;
    }
    Ok(())
}

fn begins_step(word: &Word) -> bool {
    word.form == Form::Bare && ["do", "expect", "predict", "say", "check", "set"].contains(&word.text.as_str())
}

fn read_step(first: &Word, mut words: Reader<'_>, config: &mut Config) -> Result<What, Mistake> {
    if first.form != Form::Bare {
        return Err(Mistake::found(first, STEP));
    }
    Ok(match first.text.as_str() {
        "at" => What::At(when(words)?),
        "do" => What::Do(deed::parse(words)?),
        "expect" => What::Expect(fact::parse(words)?),
        "predict" => What::Predict(question(words)?),
        "say" => {
            let begin = words;
            let saying = saying(words.quoted("what is said, in quotes")?, begin.place())?;
            words.done("the end of the line")?;
            What::Say(saying)
        }
        "check" => What::Check(measure::checks(words)?),
        "set" => What::Set(setting::settings(words, config)?),
        _ => return Err(Mistake::found(first, STEP)),
    })
}

/// `2:00`, `exp AT1`, `exp AT1 -0:01`.
fn when(mut words: Reader<'_>) -> Result<When, Mistake> {
    const TIME: &str = "a time such as 2:00, or exp AT1";
    let when = if words.accept("exp") {
        let token = words.read("an access token such as AT1", |word| word.parse().ok())?;
        let offset = match words.peek() {
            Some(_) => words.read("an offset such as -0:01 or +0:01", offset)?,
            None => 0,
        };
        When::Expiry(token, offset)
    } else {
        When::Since(words.read(TIME, |word| span::parse(word).filter(|ms| *ms >= 0))?)
    };
    words.done("do, expect, predict, say, check or set")?;
    Ok(when)
}

fn offset(word: &str) -> Option<i64> {
    if word.starts_with('-') { span::parse(word) } else { span::parse(word.strip_prefix('+')?) }
}

/// `"What happens?" [200 | 400, F1 dies | "something else" = invalid_token]`.
fn question(mut words: Reader<'_>) -> Result<Question, Mistake> {
    let text = words.quoted("the question in quotes")?.to_owned();
    words.exactly("[")?;
    let begin = words;
    let mut inside = words.part("]").ok_or_else(|| begin.mistake("answers between [ and ]"))?;
    if !begin.closed_by("]") {
        return Err(words.mistake("]"));
    }
    words.done("the end of the line")?;
    let mut options = Vec::new();
    while let Some(option) = inside.part("|") {
        options.push(choice(option)?);
    }
    if options.len() < 2 {
        return Err(begin.mistake("two answers or more, separated by |"));
    }
    Ok(Question { text, options })
}

/// An answer says what it means in facts, or says it in quotes and means the facts behind `=`.
fn choice(mut words: Reader<'_>) -> Result<Choice, Mistake> {
    match words.peek() {
        Some(word) if word.form == Form::Quoted => {
            let text = words.quoted("an answer")?.to_owned();
            words.exactly("=")?;
            Ok(Choice { text, facts: fact::parse(words)? })
        }
        _ => Ok(Choice { text: words.written(), facts: fact::parse(words)? }),
    }
}

/// Words with measures between braces: `lasted {exposure AT1}`.
fn saying(text: &str, place: Place) -> Result<Saying, Mistake> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((words, after)) = rest.split_once('{') {
        let Some((inside, after)) = after.split_once('}') else { return Err(Mistake::open(place, '}')) };
        let inside: Vec<Word> =
            inside.split_whitespace().map(|text| Word { text: text.to_owned(), form: Form::Bare, place }).collect();
        let mut reader = Reader::new(&inside, place);
        pieces.push(Piece::Words(words.to_owned()));
        pieces.push(Piece::Measured(measure::measure(&mut reader)?));
        reader.done("}")?;
        rest = after;
    }
    pieces.push(Piece::Words(rest.to_owned()));
    Ok(Saying(pieces))
}

/// Every question is followed by an expectation, which decides it, before the next question and the end.
fn decided(steps: &[Step]) -> Result<(), Mistake> {
    let mut open: Option<&Step> = None;
    for step in steps {
        match step.what {
            What::Expect(_) => open = None,
            What::Predict(_) if open.is_some() => break,
            What::Predict(_) => open = Some(step),
            What::At(_) | What::Set(_) | What::Do(_) | What::Say(_) | What::Check(_) => {}
        }
    }
    open.map_or(Ok(()), |step| Err(Mistake::ends(step.place, "an expect after the question, which decides it")))
}

fn begins(line: &[Word], keywords: &[&str]) -> bool {
    line.first().is_some_and(|word| keywords.iter().any(|keyword| word.is(keyword)))
}

fn reader(line: &[Word]) -> Reader<'_> {
    Reader::new(line, Place { line: 1, column: 1 })
}
