//! Letters of another script that look like Latin ones: `аdmin` with a Cyrillic а is not `admin` (UTS #39).

/// Cyrillic and Greek letters that are taken for Latin ones: of the mixed-script confusables of UTS #39 those that fonts draw alike.
const LOOKALIKES: &str = "АВЕЅІЈКМНОРСТУХҮԌԚԜӀаеѕіјорсухһӏԁԛԝвкмнтгѵүΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχωϲϳ";

/// The first letter in `text` that looks Latin in a word that otherwise is, and is not.
///
/// A word in one script is never meant, whatever its letters look like: it is what people write who use that script.
pub(super) fn lookalike(text: &str) -> Option<char> {
    text.split(|c: char| !c.is_alphanumeric()).find_map(|word| {
        let latin = word.chars().any(is_latin);
        latin.then(|| word.chars().find(|letter| LOOKALIKES.contains(*letter)))?
    })
}

const fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' if letter != '×' && letter != '÷')
}

/// Claims whose value says who or what somebody is: two that look alike must not both exist.
pub(super) fn is_identity(name: &str) -> bool {
    const NAMES: [&str; 20] = [
        "iss",
        "sub",
        "aud",
        "azp",
        "client_id",
        "role",
        "roles",
        "group",
        "groups",
        "permissions",
        "scope",
        "scp",
        "authorities",
        "username",
        "user_name",
        "preferred_username",
        "upn",
        "email",
        "tenant",
        "org",
    ];
    NAMES.contains(&name)
}
