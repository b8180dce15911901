//! A token taken apart: each segment or member read on its own, then headers and claims checked.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::{FLAWS_TOLD, Kind, Token};
use crate::token::base64url;
use crate::token::claims;
use crate::token::fault::{Code, Fault, sentence};
use crate::token::find::{self, Form, Found};
use crate::token::header;
use crate::token::json::{self, Document, Extent, Kind as JsonKind};
use crate::token::media_type::is_jwt;
use crate::token::part::{Coding, Content, Part, Role};
use crate::token::visible::visible;

impl Token {
    /// Takes a token apart.
    #[must_use]
    pub fn read(found: Found) -> Self {
        let mut reader = Reader { parts: Vec::new(), faults: Vec::new(), signers: 1 };
        let kind = match found.form {
            Form::Compact | Form::Fragment => reader.compact(&found.text, found.form),
            Form::Json => reader.json(&found.text),
        };
        let mut token = Self {
            text: found.text,
            kind,
            form: found.form,
            place: found.place,
            stripped: found.stripped,
            parts: reader.parts,
            faults: reader.faults,
            signers: reader.signers,
        };
        header::check(&mut token);
        claims::check(&mut token);
        token.sort_faults();
        token
    }

    /// The same with this payload, which was given beside it: by its claims the token is judged. Its text stays as it was received. What is
    /// no JSON object has no claims: whoever gives it knows that it is something else.
    #[must_use]
    pub fn over(&self, payload: &[u8]) -> Self {
        let parts = self.parts.iter().filter(|part| part.role != Role::Payload).cloned().collect();
        let faults = self.faults.iter().filter(|fault| fault.part != Some(Role::Payload)).cloned().collect();
        let mut reader = Reader { parts, faults, signers: self.signers };
        let told = reader.faults.len();
        let content = reader.content(Role::Payload, 0, payload.to_vec(), true);
        if Document::read(payload.to_vec()).root().is_none_or(|root| root.kind != JsonKind::Object) {
            reader.faults.truncate(told);
        }
        let at = self.part(Role::Payload).map_or(0..0, |own| own.at.clone());
        let coding = Coding::Plain;
        reader.parts.push(Part { role: Role::Payload, nth: 0, shared: false, at, coding, content, complete: true });
        let mut token = Self { parts: reader.parts, faults: reader.faults, ..self.clone() };
        claims::check(&mut token);
        token.sort_faults();
        token
    }

    /// Brings the faults into the order in which their places stand in the token; those of the whole come first.
    fn sort_faults(&mut self) {
        let parts = &self.parts;
        let place = |role: Role, nth: usize| parts.iter().position(|part| part.role == role && part.nth == nth);
        self.faults.sort_by_key(|fault| {
            let absent = |role| if matches!(role, Role::Header | Role::Unprotected) { 0 } else { usize::MAX };
            let part = fault.part.map(|role| place(role, fault.nth).unwrap_or(absent(role)));
            // Characters are decoded before there are bytes.
            (part.is_some(), part, !fault.code.is_of_base64(), fault.at)
        });
    }
}

/// How many signatures or recipients of one token are read. Nobody has so many; a hostile text has thousands.
const SIGNERS_READ: usize = 100;

/// How many disclosures of one token are read.
const DISCLOSURES_READ: usize = 200;

struct Reader {
    parts: Vec<Part>,
    faults: Vec<Fault>,
    signers: usize,
}

const SIGNED: [Role; 3] = [Role::Header, Role::Payload, Role::Signature];
const ENCRYPTED: [Role; 5] = [Role::Header, Role::EncryptedKey, Role::Iv, Role::Ciphertext, Role::Tag];

impl Reader {
    fn compact(&mut self, text: &str, form: Form) -> Kind {
        // An SD-JWT's disclosures stand behind a tilde, which no other token has in it.
        let length = memchr(b'~', text.as_bytes()).unwrap_or(text.len());
        let issued = text.as_bytes().get(..length).unwrap_or_default();
        let mut at = 0;
        let ends = memchr_iter(b'.', issued).chain([length]);
        let segments: Vec<Range<usize>> = ends.map(|end| std::mem::replace(&mut at, end + 1)..end).collect();
        let first = segments.first().cloned().unwrap_or(0..0);
        self.segment(Role::Header, 0, text, first);
        let header = self.parts.first().and_then(Part::object);
        let encrypts = header.is_some_and(|header| header.get("enc").is_some());
        let unencoded = header.is_some_and(header::unencoded_payload);
        let jwe = segments.len() == 5 || (encrypts && (segments.len() != 3 || form == Form::Fragment));
        let roles: &[Role] = if jwe { &ENCRYPTED } else { &SIGNED };
        for (i, range) in segments.iter().enumerate().skip(1) {
            let role = roles.get(i).copied().unwrap_or(Role::Surplus);
            if role == Role::Payload && unencoded {
                self.plain(role, 0, text, range.clone());
            } else {
                self.segment(role, 0, text, range.clone());
            }
        }
        self.disclosures(text, length);
        let whole = segments.len() == roles.len();
        if form == Form::Fragment {
            // Where the cut fell, not how the segment was written, decides how its last character ends.
            let last = self.parts.last().map(|part| part.role);
            let by_cut = |fault: &Fault| matches!(fault.code, Code::Base64TrailingBits | Code::Base64Length);
            self.faults.retain(|fault| fault.part != last || !by_cut(fault));
            self.fault(None, Code::Truncated, Some(text.len()), sentence::truncated());
        } else if !whole {
            let expected = if jwe { sentence::segments_encrypted() } else { sentence::segments_any() };
            let why = match segments.len() {
                1 => sentence::one_segment(expected),
                count => sentence::segment_count(count, expected),
            };
            self.fault(None, Code::SegmentCount, None, why);
        }
        let nothing_reads = self.parts.iter().all(|part| match &part.content {
            Content::Json(document) => document.nodes.is_empty(),
            Content::Text(_) => part.role != Role::Payload,
            Content::Octets(_) => true,
        });
        match (nothing_reads, jwe) {
            (true, _) => Kind::Unreadable,
            (false, _) if form == Form::Fragment || segments.len() < roles.len() => Kind::Fragment,
            (false, true) => Kind::Jwe,
            (false, false) => Kind::Jws,
        }
    }

    /// Reads what follows the token of `length` characters: disclosures, each behind a `~`, and behind the last of these a JWT, or nothing.
    fn disclosures(&mut self, text: &str, length: usize) {
        let Some(tail) = text.get(length..).and_then(|tail| tail.strip_prefix('~')) else { return };
        let mut at = length + 1;
        let mut pieces = tail.split('~').enumerate().peekable();
        while let Some((nth, piece)) = pieces.next() {
            let range = at..at + piece.len();
            at = range.end + 1;
            match (pieces.peek(), piece) {
                (None, "") => {}
                (None, binding) => {
                    let content = Content::Text(binding.to_owned());
                    let (role, coding) = (Role::KeyBinding, Coding::Plain);
                    self.parts.push(Part { role, nth: 0, shared: false, at: range, coding, content, complete: true });
                }
                (Some(_), _) if nth < DISCLOSURES_READ => self.segment(Role::Disclosure, nth, text, range),
                (Some(_), _) if nth == DISCLOSURES_READ => {
                    let count = tail.matches('~').count();
                    let why = sentence::too_many_disclosures(count, DISCLOSURES_READ);
                    self.fault(None, Code::SegmentCount, None, why);
                }
                (Some(_), _) => {}
            }
        }
    }

    /// Reads a JSON serialization, general or flattened (RFC 7515 §7.2, RFC 7516 §7.2).
    fn json(&mut self, text: &str) -> Kind {
        let document = Document::read(text.as_bytes().to_vec());
        if let Some(fault) = &document.fault {
            self.fault(None, Code::Truncated, Some(fault.at), sentence::truncated_json(fault));
        }
        let member = |parent: u32, name: &str| document.get_in(parent, name);
        let jwe = member(0, "ciphertext").is_some();
        let several = if jwe { "recipients" } else { "signatures" };
        let mut each = self.objects(&document, several);
        if !each.is_empty() {
            // Two forms at once (RFC 7515 §7.2.2, RFC 7516 §7.2.2): each reader takes the one that it knows.
            let flattened: &[&str] =
                if jwe { &["header", "encrypted_key"] } else { &["protected", "header", "signature"] };
            for name in flattened {
                let Some(node) = member(0, name).and_then(|index| document.node(index)) else { continue };
                let why = sentence::both_forms(name, several);
                self.fault(None, Code::DuplicateMember, Some(node.name.0 as usize), why);
            }
        }
        if each.is_empty() {
            // Members of the flattened form stand in the object itself.
            each.push(0);
        }
        if each.len() > SIGNERS_READ {
            let why = sentence::too_many_signers(each.len(), several, SIGNERS_READ);
            self.fault(None, Code::SegmentCount, None, why);
            each.truncate(SIGNERS_READ);
        }
        self.signers = each.len();
        if jwe {
            self.coded_member(Role::Header, 0, text, &document, "protected", 0);
            self.plain_member(Role::Unprotected, 0, text, &document, member(0, "unprotected"));
            self.parts.iter_mut().for_each(|part| part.shared = true);
        }
        for (nth, owner) in each.iter().enumerate() {
            if !jwe {
                self.coded_member(Role::Header, nth, text, &document, "protected", *owner);
            }
            self.plain_member(Role::Unprotected, nth, text, &document, member(*owner, "header"));
            if !jwe && nth == 0 {
                if self.part(Role::Header).and_then(Part::object).is_some_and(header::unencoded_payload) {
                    self.text_member(Role::Payload, text, &document, "payload");
                } else {
                    self.coded_member(Role::Payload, 0, text, &document, "payload", 0);
                }
                if member(0, "payload").is_none() && document.fault.is_none() {
                    self.missing(Role::Payload, 0, sentence::empty_payload());
                }
            }
            if jwe {
                self.coded_member(Role::EncryptedKey, nth, text, &document, "encrypted_key", *owner);
            } else {
                self.coded_member(Role::Signature, nth, text, &document, "signature", *owner);
                if member(*owner, "signature").is_none() && document.fault.is_none() {
                    self.missing(Role::Signature, nth, sentence::empty_part(Role::Signature.name()));
                }
            }
        }
        if jwe {
            for (role, name) in
                [(Role::Iv, "iv"), (Role::Ciphertext, "ciphertext"), (Role::Tag, "tag"), (Role::Aad, "aad")]
            {
                self.coded_member(role, 0, text, &document, name, 0);
                if member(0, name).is_none() && role != Role::Aad && document.fault.is_none() {
                    self.missing(role, 0, sentence::empty_part(role.name()));
                }
            }
        }
        self.judge_whole(&document);
        if jwe { Kind::Jwe } else { Kind::Jws }
    }

    /// The objects in the array `name`: signatures or recipients.
    fn objects(&mut self, document: &Document, name: &str) -> Vec<u32> {
        let Some((index, node)) = document.get(name).and_then(|index| Some((index, document.node(index)?))) else {
            return Vec::new();
        };
        if node.kind != JsonKind::Array {
            let why = sentence::no_array(name, node.kind.words());
            self.fault(None, Code::ParamType, Some(node.value.0 as usize), why);
            return Vec::new();
        }
        let mut objects = Vec::new();
        for (index, node) in document.members(index).filter_map(|index| Some((index, document.node(index)?))) {
            if node.kind == JsonKind::Object {
                objects.push(index);
            } else {
                let why = sentence::no_object_in_array(name, node.kind.words());
                self.fault(None, Code::ParamType, Some(node.value.0 as usize), why);
            }
        }
        objects
    }

    /// The flaws of a JSON serialization outside its headers, which tell their own.
    fn judge_whole(&mut self, document: &Document) {
        let of_header =
            |at: usize| self.parts.iter().any(|part| part.role == Role::Unprotected && part.at.contains(&at));
        let flaws: Vec<_> = document
            .flaws
            .iter()
            .filter(|flaw| !of_header(flaw.at()))
            .take(FLAWS_TOLD)
            .map(|flaw| told(document, flaw))
            .collect();
        for (code, at, why) in flaws {
            self.fault(None, code, at, why);
        }
    }

    /// A member of `owner` whose string is base64url.
    fn coded_member(&mut self, role: Role, nth: usize, text: &str, document: &Document, name: &str, owner: u32) {
        let Some((index, node)) = document.get_in(owner, name).and_then(|i| Some((i, document.node(i)?))) else {
            return;
        };
        let Some(coded) = document.string(index) else {
            if node.extent == Extent::Whole {
                let why = sentence::no_string(name, node.kind.words());
                self.fault(None, Code::ParamType, Some(node.value.0 as usize), why);
            }
            return;
        };
        let inside = node.value.0 as usize + 1
            ..(node.value.1 as usize).saturating_sub(usize::from(node.extent == Extent::Whole));
        if text.get(inside.clone()) == Some(&coded) {
            self.segment(role, nth, text, inside);
        } else {
            self.decode(role, nth, inside, &coded);
        }
    }

    /// A member that stands there as it is.
    fn plain_member(&mut self, role: Role, nth: usize, text: &str, document: &Document, index: Option<u32>) {
        if let Some(node) = index.and_then(|i| document.node(i)) {
            self.plain(role, nth, text, json::range(node.value));
        }
    }

    /// A string that is the payload itself (RFC 7797).
    fn text_member(&mut self, role: Role, text: &str, document: &Document, name: &str) {
        let index = document.get(name);
        let Some((node, string)) = index.and_then(|i| Some((document.node(i)?, document.string(i)?))) else {
            return self.coded_member(role, 0, text, document, name, 0);
        };
        let content = self.content(role, 0, string.into_owned().into_bytes(), true);
        let at = node.value.0 as usize + 1..(node.value.1 as usize).saturating_sub(1);
        self.parts.push(Part { role, nth: 0, shared: false, at, coding: Coding::Plain, content, complete: true });
    }

    fn segment(&mut self, role: Role, nth: usize, text: &str, at: Range<usize>) {
        let segment = text.get(at.clone()).unwrap_or_default();
        self.decode(role, nth, at, segment);
    }

    fn plain(&mut self, role: Role, nth: usize, text: &str, at: Range<usize>) {
        let segment = text.get(at.clone()).unwrap_or_default();
        let content = self.content(role, nth, segment.as_bytes().to_vec(), true);
        self.parts.push(Part { role, nth, shared: false, at, coding: Coding::Plain, content, complete: true });
    }

    fn decode(&mut self, role: Role, nth: usize, at: Range<usize>, segment: &str) {
        let reading = base64url::read(segment);
        for fault in &reading.faults {
            self.faults.push(Fault {
                part: Some(role),
                nth,
                code: fault.code(),
                at: Some(fault.at),
                why: fault.to_string(),
            });
        }
        let complete = reading.is_complete();
        let content = self.content(role, nth, reading.octets, complete);
        self.parts.push(Part { role, nth, shared: false, at, coding: Coding::Base64url, content, complete });
    }

    /// What `octets` are, in a part with this role; `complete` when none are missing at their end.
    fn content(&mut self, role: Role, nth: usize, octets: Vec<u8>, complete: bool) -> Content {
        let must_be_json = match role {
            Role::Header | Role::Unprotected | Role::Disclosure => true,
            Role::Payload => false,
            Role::Signature
            | Role::EncryptedKey
            | Role::Iv
            | Role::Ciphertext
            | Role::Tag
            | Role::Aad
            | Role::KeyBinding
            | Role::Surplus => {
                return Content::Octets(octets);
            }
        };
        if octets.is_empty() {
            if complete {
                let why = if role == Role::Disclosure {
                    sentence::empty_disclosure()
                } else if must_be_json {
                    sentence::empty_header()
                } else {
                    sentence::empty_payload()
                };
                self.missing(role, nth, why);
            }
            return Content::Octets(octets);
        }
        let document = Document::read(octets);
        let first = document.octets.iter().find(|b| !b.is_ascii_whitespace());
        let meant_as_json = must_be_json || document.fault.is_none() || matches!(first, Some(b'{' | b'['));
        if meant_as_json && (must_be_json || !document.nodes.is_empty()) {
            self.judge(role, nth, &document);
            return Content::Json(document);
        }
        let announced = role == Role::Payload
            && self.part(Role::Header).and_then(Part::object).is_some_and(|header| {
                header.get("cty").and_then(|index| header.string(index)).is_some_and(|cty| is_jwt(&cty))
            });
        if announced && std::str::from_utf8(&document.octets).is_ok() {
            return Content::Text(String::from_utf8(document.octets).unwrap_or_default());
        }
        let (code, at, why) = match std::str::from_utf8(&document.octets) {
            Ok(_) => (Code::NotJson, document.fault.as_ref().map(|fault| fault.at), sentence::text()),
            Err(error) => (Code::NotUtf8, Some(error.valid_up_to()), sentence::octets()),
        };
        self.faults.push(Fault { part: Some(role), nth, code, at, why });
        match String::from_utf8(document.octets) {
            Ok(text) => Content::Text(text),
            Err(error) => Content::Octets(error.into_bytes()),
        }
    }

    /// The faults of a part that is meant to be a JSON object.
    fn judge(&mut self, role: Role, nth: usize, document: &Document) {
        let mut faults: Vec<(Code, Option<usize>, String)> = Vec::new();
        // A hostile text has as many as it likes; the first few tell enough.
        faults.extend(document.flaws.iter().take(FLAWS_TOLD).map(|flaw| told(document, flaw)));
        if let Some(fault) = &document.fault {
            faults.push((fault.code(), Some(fault.at), fault.to_string()));
        } else if role == Role::Disclosure {
            // What is wrong with an array, those say who compare its digest.
        } else if let Some(root) = document.root().filter(|root| root.kind != JsonKind::Object) {
            let is = root.kind.words();
            let why = if role == Role::Payload { sentence::no_claims(is) } else { sentence::no_header(is) };
            faults.push((Code::NotObject, Some(root.value.0 as usize), why));
        }
        faults.sort_by_key(|(_, at, _)| *at);
        self.faults.extend(faults.into_iter().map(|(code, at, why)| Fault { part: Some(role), nth, code, at, why }));
    }

    /// The first part with this role that was read.
    fn part(&self, role: Role) -> Option<&Part> {
        self.parts.iter().find(|part| part.role == role)
    }

    fn missing(&mut self, role: Role, nth: usize, why: String) {
        self.faults.push(Fault { part: Some(role), nth, code: Code::Empty, at: None, why });
    }

    fn fault(&mut self, part: Option<Role>, code: Code, at: Option<usize>, why: String) {
        self.faults.push(Fault { part, nth: 0, code, at, why });
    }
}

/// A flaw as a fault: its code, its byte and a sentence.
fn told(document: &Document, flaw: &json::Flaw) -> (Code, Option<usize>, String) {
    let name = match flaw {
        json::Flaw::Duplicate { again, .. } => document.name(*again),
        json::Flaw::LoneSurrogate { .. } | json::Flaw::NotUtf8 { .. } | json::Flaw::ByteOrderMark => None,
    };
    let why = name.map_or_else(|| flaw.to_string(), |name| sentence::duplicate_named(visible(&name), flaw));
    (flaw.code(), Some(flaw.at()), why)
}

/// Finds the tokens of a text and takes each apart.
#[must_use]
pub fn read_all(text: &str) -> Vec<Token> {
    find::find(text).into_iter().map(Token::read).collect()
}
