//! `jotlab mint`: the flags, a preset and the files they name → a token, and nothing else, on standard output.

mod claims;
mod doubts;

use super::algorithm::named;
use super::arguments::Mint;
use super::keys::{self, Outside, Unreadable};
use super::outcome::{DONE, FILE, KEY, Outcome, USAGE};
use super::setting::Setting;
use super::standard_input;
use crate::crypto::mint::{Signer, mint as sign, warnings};
use crate::crypto::restriction::Act;
use crate::crypto::{Algorithm, Key, random};
use crate::token::duration;
use crate::token::lifetime::Times;
use crate::token::moment::Moment;
use crate::token::preset::{self, Preset};
use crate::token::recipe::{Field, Jti, Lifetime, Recipe, RecipeFault, RolesAs, Why};
use crate::token::time_spec::TimeSpec;
use crate::token::visible::visible;
use claims::{Members, value};

/// The name of the algorithm that signs nothing.
const NONE: &str = "none";

/// Why there is no token.
struct Refused {
    code: u8,
    why: String,
}

fn usage(why: impl Into<String>) -> Refused {
    Refused { code: USAGE, why: why.into() }
}

/// `jotlab mint`: one token.
#[must_use]
pub fn mint(arguments: &Mint, outside: &dyn Outside, setting: Setting) -> Outcome {
    match token(arguments, outside, setting) {
        Ok((token, said)) => {
            let stderr = said.iter().map(|line| format!("jotlab: {line}\n")).collect();
            Outcome { stdout: format!("{token}\n"), stderr, code: DONE }
        }
        Err(Refused { code, why }) => Outcome { stdout: String::new(), stderr: format!("jotlab: {why}\n"), code },
    }
}

/// The token, and what is to be said beside it.
fn token(arguments: &Mint, outside: &dyn Outside, setting: Setting) -> Result<(String, Vec<String>), Refused> {
    let now = match &arguments.at {
        Some(at) => TimeSpec::parse(at)
            .and_then(|spec| spec.resolve(setting.now, setting.zone, &Times::endless()))
            .map_err(|why| usage(format!("--at: {why}")))?,
        None => setting.now,
    };
    let key_is_piped = arguments.key.as_deref().is_some_and(standard_input::is_meant);
    let claims_are_piped = arguments.claims.as_deref() == Some("-");
    standard_input::is_for_one([("--key", key_is_piped), ("--claims", claims_are_piped)]).map_err(usage)?;
    let preset = arguments.preset.as_deref().map(|preset| read_preset(preset, outside)).transpose()?;
    let mut recipe = recipe(arguments, preset.as_ref(), outside, (now, setting))?;
    let mut said: Vec<String> = [("--claim", &arguments.claim), ("--header", &arguments.header)]
        .into_iter()
        .flat_map(|(flag, given)| {
            let almost = given.iter().filter_map(move |given| claims::almost_json(flag, given));
            almost.chain(claims::again(flag, given))
        })
        .collect();
    let wanted = arguments.alg.as_deref().map(algorithm).transpose()?;
    let of_preset = preset.as_ref().map(|preset| preset.recipe.lifetime);
    let suggested = preset.filter(|preset| preset.names_algorithm).map(|preset| preset.recipe.alg);
    let unsigned = match wanted {
        Some(wanted) => wanted.is_none(),
        None => arguments.key.is_none() && suggested.as_deref() == Some(NONE),
    };
    let key = match (&arguments.key, unsigned) {
        (Some(_), true) => return Err(usage("--alg none takes no key: leave --key out, or choose an algorithm")),
        (None, true) => None,
        (None, false) => {
            return Err(usage("no key: give one with --key, such as --key env:NAME, or write --alg none"));
        }
        (Some(argument), false) => {
            let resolved =
                keys::resolve(argument, outside).map_err(|why| Refused { code: KEY, why: why.to_string() })?;
            said.extend(resolved.warning.map(str::to_owned));
            Some(signing(resolved.keys.keys, wanted.flatten(), suggested.as_deref(), recipe.kid.as_deref())?)
        }
    };
    let signer = match &key {
        None => {
            NONE.clone_into(&mut recipe.alg);
            Signer::Nobody
        }
        Some((algorithm, key)) => {
            algorithm.name().clone_into(&mut recipe.alg);
            // Who named a key wants it found by that name.
            if !names_kid(&arguments.header) {
                recipe.kid = recipe.kid.or_else(|| key.kid.clone());
            }
            Signer::Key(*algorithm, &key.material)
        }
    };
    let built = recipe.build(now, setting.zone, &random::uuid_v4()).map_err(|faults| {
        let sentences: Vec<String> = faults.iter().map(sentence).collect();
        usage(sentences.join("\njotlab: "))
    })?;
    let token = sign(&built, signer).map_err(|why| Refused { code: KEY, why: why.to_string() })?;
    said.extend(warnings(&built, signer).iter().map(|warning| format!("warning: {warning}")));
    said.extend(bare_seconds(arguments.ttl.as_deref(), recipe.lifetime));
    said.extend(doubts::doubts(&token, now, of_preset == Some(recipe.lifetime)).map(|why| format!("warning: {why}")));
    Ok((token, said))
}

/// The algorithm of this name; none for `none`.
fn algorithm(name: &str) -> Result<Option<Algorithm>, Refused> {
    if name == NONE {
        return Ok(None);
    }
    named(name).map(Some).map_err(|why| usage(format!("--alg: {why}")))
}

/// Why there is no token, in the words of the command line.
fn sentence(fault: &RecipeFault) -> String {
    match &fault.why {
        Why::Elsewhere(_, Field::Algorithm) => "--header: `alg` is not given here: use --alg".to_owned(),
        Why::Elsewhere(name, other) => {
            let (one, other) = (flag(*other), flag(fault.field));
            format!("`{}` is given by {one} and by {other}: leave one of them out", visible(name))
        }
        why => format!("{}: {why}", flag(fault.field)),
    }
}

/// The flag that fills a field.
const fn flag(field: Field) -> &'static str {
    match field {
        Field::Algorithm => "--alg",
        Field::Typ => "--header typ=…",
        Field::Kid => "--header kid=…",
        Field::Header => "--header",
        Field::Subject => "--sub",
        Field::Name => "--name",
        Field::Issuer => "--iss",
        Field::Audience => "--aud",
        Field::Roles => "--role",
        Field::NotBefore => "--nbf",
        Field::Issued => "--claim iat=…",
        Field::Lifetime => "--ttl",
        Field::Jti => "--jti",
        Field::Claims => "--claim",
    }
}

/// What is said of a life without a unit, which is short.
fn bare_seconds(ttl: Option<&str>, lifetime: Lifetime) -> Option<String> {
    let ttl = ttl?.trim();
    let Lifetime::For(seconds @ 1..) = lifetime else { return None };
    let bare = ttl.bytes().all(|byte| byte.is_ascii_digit());
    bare.then(|| format!("warning: --ttl {ttl} is {}: for minutes write {ttl}m", duration::in_words(seconds)))
}

/// The first of these keys that signs as it is asked to, and by which algorithm: the one that is wanted, else the one that the preset
/// suggests, else its own.
fn signing(
    keys: Vec<Key>,
    wanted: Option<Algorithm>,
    suggested: Option<&str>,
    kid: Option<&str>,
) -> Result<(Algorithm, Key), Refused> {
    let chosen = |key: &Key| {
        let serves = |algorithm: &Algorithm| algorithm.takes(key.kind());
        let named = |name: Option<&str>| name.and_then(Algorithm::from_name).filter(serves);
        wanted
            .or_else(|| named(suggested))
            .or_else(|| named(key.alg.as_deref()))
            .or_else(|| key.kind().algorithms().next())
    };
    let serves = |key: &Key, algorithm: Algorithm| {
        algorithm.takes(key.kind()) && key.restriction(Act::Sign, algorithm).is_none()
    };
    let fits = |key: &Key| key.material.signs() && chosen(key).is_some_and(|algorithm| serves(key, algorithm));
    let by_kid = keys.iter().position(|key| kid.is_some() && key.kid.as_deref() == kid && fits(key));
    // Where none fits, the first one is as good as any to say why.
    let place = by_kid.or_else(|| keys.iter().position(fits)).unwrap_or(0);
    let refused = |why: String| Refused { code: KEY, why };
    let key = keys.into_iter().nth(place).and_then(|key| Some((chosen(&key)?, key)));
    let (algorithm, key) = key.ok_or_else(|| refused("no key signs: give a private key or a secret".to_owned()))?;
    match key.restriction(Act::Sign, algorithm).filter(|_| key.material.signs() && algorithm.takes(key.kind())) {
        Some(why) => Err(refused(format!("the key is not for this: {why}"))),
        None => Ok((algorithm, key)),
    }
}

/// Do the header parameters say which `kid` the token has, or that it has none?
fn names_kid(header: &[String]) -> bool {
    header.iter().any(|parameter| parameter.starts_with("kid="))
}

fn read_preset(name: &str, outside: &dyn Outside) -> Result<Preset, Refused> {
    if let Some(preset) = preset::named(name) {
        return Ok(preset.clone());
    }
    let text = match outside.file(name) {
        Ok(content) => String::from_utf8_lossy(content.reveal()).into_owned(),
        Err(Unreadable::Refused(why)) => return Err(Refused { code: FILE, why: format!("--preset: {why}") }),
        Err(Unreadable::Missing) => {
            let names: Vec<&str> = preset::all().iter().map(|preset| preset.id.as_str()).collect();
            return Err(usage(format!("--preset: `{}` is no file and none of {}", visible(name), names.join(" "))));
        }
    };
    preset::parse(&text).map_err(|why| usage(format!("--preset: {}: {why}", visible(name))))
}

/// What the token is to say: the preset, changed by every flag.
fn recipe(
    arguments: &Mint,
    preset: Option<&Preset>,
    outside: &dyn Outside,
    (now, setting): (Moment, Setting),
) -> Result<Recipe, Refused> {
    let mut recipe = preset.map_or_else(Recipe::default, |preset| preset.recipe.clone());
    // Flags win over the preset; a claim that says the same in other words wins over the preset and over what is there by default.
    let mut flags: Vec<&str> = Vec::new();
    for (name, flag, place) in [
        ("sub", &arguments.sub, &mut recipe.sub),
        ("name", &arguments.name, &mut recipe.name),
        ("iss", &arguments.iss, &mut recipe.iss),
    ] {
        if flag.is_some() {
            place.clone_from(flag);
            flags.push(name);
        }
    }
    if !arguments.aud.is_empty() {
        recipe.aud.clone_from(&arguments.aud);
        flags.push("aud");
    }
    if !arguments.role.is_empty() {
        recipe.roles.clone_from(&arguments.role);
        recipe.roles_as = RolesAs::Natural;
    }
    if let Some(form) = arguments.roles_as.as_deref().and_then(RolesAs::from_word) {
        recipe.roles_as = form;
    }
    if !arguments.role.is_empty() {
        flags.extend(recipe.roles_as.name(&recipe.roles));
    }
    if let Some(ttl) = &arguments.ttl {
        recipe.lifetime = Lifetime::parse(ttl).map_err(|why| usage(format!("--ttl: {why}")))?;
        flags.push("exp");
    }
    if let Some(nbf) = &arguments.nbf {
        recipe.nbf = Lifetime::parse_begin(nbf).map_err(|why| usage(format!("--nbf: {why}")))?;
        flags.push("nbf");
    }
    if let Some(jti) = &arguments.jti {
        recipe.jti = Jti::from_word(jti);
        flags.push("jti");
    }
    let mut claims = Members::read(&recipe.claims).map_err(|why| usage(format!("--preset: claims: {why}")))?;
    if let Some(file) = &arguments.claims {
        let text = match file.as_str() {
            "-" => match outside.standard_input() {
                Ok(content) => String::from_utf8_lossy(content.reveal()).into_owned(),
                Err(Unreadable::Missing) => {
                    return Err(Refused { code: FILE, why: format!("--claims: {}", keys::NOTHING_PIPED) });
                }
                Err(Unreadable::Refused(why)) => return Err(Refused { code: FILE, why }),
            },
            path => match outside.file(path) {
                Ok(content) => String::from_utf8_lossy(content.reveal()).into_owned(),
                Err(Unreadable::Missing) => {
                    return Err(Refused { code: FILE, why: format!("--claims: no such file: {}", visible(path)) });
                }
                Err(Unreadable::Refused(why)) => return Err(Refused { code: FILE, why: format!("--claims: {why}") }),
            },
        };
        let source = if file == "-" { keys::STANDARD_INPUT.into() } else { visible(file) };
        if text.trim().is_empty() {
            // As when the command in front of a pipe has failed.
            return Err(usage(format!("--claims: {source} is empty; for no claims write {{}}")));
        }
        let read = Members::read(&text).map_err(|why| usage(format!("--claims: {source}: {why}")))?;
        for (name, value) in read.into_iter() {
            if !flags.contains(&name.as_str()) {
                recipe.leave_out(&name);
            }
            claims.set(name, value);
        }
    }
    for claim in &arguments.claim {
        let (name, text) = pair(claim, "--claim")?;
        if let (Some(spec), false) = (claims::time(name, text), flags.contains(&name)) {
            // Its own place in the order is a time's, too, when it is given in these words.
            match name {
                "nbf" => recipe.nbf = Some(spec),
                "iat" => recipe.iat = Some(spec),
                "exp" => recipe.lifetime = Lifetime::Until(spec),
                _ => claims.set(name.to_owned(), value(name, text, now, setting.zone)),
            }
            continue;
        }
        let written = value(name, text, now, setting.zone);
        if !flags.contains(&name) {
            recipe.leave_out(name);
        }
        claims.set(name.to_owned(), written);
    }
    recipe.claims = claims.text();
    let mut header = Members::read(&recipe.header).map_err(|why| usage(format!("--preset: header: {why}")))?;
    for parameter in &arguments.header {
        let (name, text) = pair(parameter, "--header")?;
        match (name, text) {
            ("typ", "null") => recipe.typ = None,
            ("typ", text) => recipe.typ = Some(text.to_owned()),
            ("kid", "null") => recipe.kid = None,
            ("kid", text) => recipe.kid = Some(text.to_owned()),
            (name, text) => header.set(name.to_owned(), value("", text, now, setting.zone)),
        }
    }
    recipe.header = header.text();
    Ok(recipe)
}

fn pair<'a>(text: &'a str, flag: &str) -> Result<(&'a str, &'a str), Refused> {
    text.split_once('=')
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| usage(format!("{flag}: `{}` is no NAME=VALUE", visible(text))))
}
