//! What a token is to say → the exact texts of its header and payload. The form of the screen, `jotlab mint` and the presets all end here.

mod fault;
mod jti;
mod lifetime;
mod like;
mod object;
mod roles;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

pub use self::fault::{Field, RecipeFault, Why};
pub use self::jti::Jti;
pub use self::lifetime::Lifetime;
pub use self::roles::RolesAs;

use self::object::Object;
use super::lifetime::Times;
use super::moment::Moment;
use super::time_spec::TimeSpec;
use super::zone::Zone;

/// What a token is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipe {
    /// The value of `alg`.
    pub alg: String,
    /// The value of `typ`.
    pub typ: Option<String>,
    /// The value of `kid`.
    pub kid: Option<String>,
    /// Further header parameters: the text of a JSON object, or nothing.
    pub header: String,
    /// The value of `sub`.
    pub sub: Option<String>,
    /// The value of `name`.
    pub name: Option<String>,
    /// The value of `iss`.
    pub iss: Option<String>,
    /// The values of `aud`: one is a string, several are an array (RFC 7519 §4.1.3).
    pub aud: Vec<String>,
    /// The roles.
    pub roles: Vec<String>,
    /// How they are written.
    pub roles_as: RolesAs,
    /// When the token begins to be good.
    pub nbf: Option<TimeSpec>,
    /// When it was issued; without, it does not say so, and lives from now.
    pub iat: Option<TimeSpec>,
    /// How long it is good.
    pub lifetime: Lifetime,
    /// Its own name.
    pub jti: Jti,
    /// Further claims: the text of a JSON object, or nothing. Their order and the text of their numbers stay.
    pub claims: String,
}

impl Default for Recipe {
    /// HS256, `typ` JWT, issued now, good for 30 minutes.
    fn default() -> Self {
        Self {
            alg: "HS256".to_owned(),
            typ: Some("JWT".to_owned()),
            kid: None,
            header: String::new(),
            sub: None,
            name: None,
            iss: None,
            aud: Vec::new(),
            roles: Vec::new(),
            roles_as: RolesAs::default(),
            nbf: None,
            iat: Some(TimeSpec::FromNow(0)),
            lifetime: Lifetime::For(30 * 60),
            jti: Jti::Absent,
            claims: String::new(),
        }
    }
}

/// The two texts of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The JOSE header, as it is encoded.
    pub header: String,
    /// The claims, as they are encoded.
    pub payload: String,
}

impl Built {
    /// What is signed: both texts in base64url, with a dot between them (RFC 7515 §5.1).
    #[must_use]
    pub fn signing_input(&self) -> String {
        format!("{}.{}", URL_SAFE_NO_PAD.encode(&self.header), URL_SAFE_NO_PAD.encode(&self.payload))
    }
}

impl Recipe {
    /// The texts of the token that is minted at `now`, where clocks show the time of `zone`; `uuid` is its `jti` where that is to be random.
    ///
    /// The members stand in the order `sub`, `name`, `iss`, `aud`, the roles, `nbf`, `iat`, `exp`, `jti`, then the others as given; in the
    /// header `alg`, `typ`, `kid`, then the others. There is no white space.
    ///
    /// # Errors
    /// All that is wrong with it, each at its field: further members that are no JSON object, a name that stands twice, roles that their
    /// form cannot hold, a time that does not exist.
    pub fn build(&self, now: Moment, zone: Zone, uuid: &str) -> Result<Built, Vec<RecipeFault>> {
        let mut faults = Vec::new();
        let header = self.header_text(&mut faults);
        let payload = self.payload_text(now, zone, uuid, &mut faults);
        if faults.is_empty() { Ok(Built { header, payload }) } else { Err(faults) }
    }

    fn header_text(&self, faults: &mut Vec<RecipeFault>) -> String {
        let mut object = Object::default();
        object.string("alg", &self.alg, Field::Algorithm);
        if let Some(typ) = &self.typ {
            object.string("typ", typ, Field::Typ);
        }
        if let Some(kid) = &self.kid {
            object.string("kid", kid, Field::Kid);
        }
        object.further(&self.header, Field::Header, faults);
        object.finish()
    }

    fn payload_text(&self, now: Moment, zone: Zone, uuid: &str, faults: &mut Vec<RecipeFault>) -> String {
        let mut object = Object::default();
        for (name, value, field) in
            [("sub", &self.sub, Field::Subject), ("name", &self.name, Field::Name), ("iss", &self.iss, Field::Issuer)]
        {
            if let Some(value) = value {
                object.string(name, value, field);
            }
        }
        match self.aud.as_slice() {
            [] => {}
            [one] => object.string("aud", one, Field::Audience),
            several => object.member("aud", &object::array(several), Field::Audience),
        }
        match self.roles_as.member(&self.roles) {
            Ok(Some((name, value))) => object.member(name, &value, Field::Roles),
            Ok(None) => {}
            Err(why) => faults.push(RecipeFault { field: Field::Roles, why, at: None }),
        }
        let mut instant = |spec: Option<TimeSpec>, field| {
            spec.and_then(|spec| match seconds(spec, now, zone) {
                Ok(seconds) => Some(seconds),
                Err(why) => {
                    faults.push(RecipeFault { field, why, at: None });
                    None
                }
            })
        };
        let nbf = instant(self.nbf, Field::NotBefore);
        let iat = instant(self.iat, Field::Issued);
        let exp = match self.lifetime {
            Lifetime::None => None,
            Lifetime::Until(spec) => instant(Some(spec), Field::Lifetime),
            Lifetime::For(length) => {
                let exp = iat.unwrap_or_else(|| now.seconds()).checked_add(length);
                if exp.is_none() {
                    faults.push(RecipeFault { field: Field::Lifetime, why: Why::NoSuchInstant, at: None });
                }
                exp
            }
        };
        for (name, value, field) in
            [("nbf", nbf, Field::NotBefore), ("iat", iat, Field::Issued), ("exp", exp, Field::Lifetime)]
        {
            if let Some(seconds) = value {
                object.member(name, &seconds.to_string(), field);
            }
        }
        match &self.jti {
            Jti::Absent => {}
            Jti::Random => object.string("jti", uuid, Field::Jti),
            Jti::Own(jti) => object.string("jti", jti, Field::Jti),
        }
        object.further(&self.claims, Field::Claims, faults);
        object.finish()
    }

    /// Takes back what would write the claim `name`, so that a further claim can say it in other words.
    pub fn leave_out(&mut self, name: &str) {
        match name {
            "sub" => self.sub = None,
            "name" => self.name = None,
            "iss" => self.iss = None,
            "aud" => self.aud.clear(),
            "nbf" => self.nbf = None,
            "iat" => self.iat = None,
            "exp" => self.lifetime = Lifetime::None,
            "jti" => self.jti = Jti::Absent,
            _ if self.roles_as.name(&self.roles) == Some(name) => self.roles.clear(),
            _ => {}
        }
    }
}

/// The seconds since 1970 that a time names.
fn seconds(spec: TimeSpec, now: Moment, zone: Zone) -> Result<i64, Why> {
    // A token that does not exist yet has no dates to count from.
    Ok(spec.resolve(now, zone, &Times::endless()).map_err(Why::Time)?.seconds())
}

#[cfg(test)]
mod tests;
