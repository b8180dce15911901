//! Every finding that there is, one a line: its word, how much it matters, who says so, what mends it.

use super::mend::Mend::{self, *};
use super::severity::Severity::{self, Error, Note, Warning};

macro_rules! ids {
    ($($(#[$words:meta])* $id:ident $word:literal $severity:ident $reference:literal $mend:expr;)*) => {
        /// What a finding is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Id {
            $($(#[$words])* $id,)*
        }

        impl Id {
            /// All of them, in the order in which findings of the same severity and place are told.
            pub const ALL: &'static [Self] = &[$(Self::$id,)*];

            /// The word of the JSON output, by which its words are found too.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$id => $word,)*
                }
            }

            /// How much it matters.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self {
                    $(Self::$id => $severity,)*
                }
            }

            /// The specification and section that say so, unless the place of the finding has one of its own.
            #[must_use]
            pub const fn reference(self) -> &'static str {
                match self {
                    $(Self::$id => $reference,)*
                }
            }

            /// What mends it in a mint form.
            #[must_use]
            pub const fn mend(self) -> Option<Mend> {
                match self {
                    $(Self::$id => $mend,)*
                }
            }
        }
    };
}

ids! {
    /// `alg` is `none`, in whatever spelling.
    AlgNone "alg-none" Error "RFC 8725 §3.2" Some(ChooseAlgorithm);
    /// There is no `alg`, or it is no string.
    AlgMissing "alg-missing" Error "RFC 7515 §4.1.1" Some(ChooseAlgorithm);
    /// `alg` or `enc` is not registered.
    AlgUnknown "alg-unknown" Error "RFC 8725 §3.1" Some(ChooseAlgorithm);
    /// `alg` or `enc` is registered for the use in a JWK only.
    AlgProhibited "alg-prohibited" Error "RFC 7518 §7.1.1" Some(ChooseAlgorithm);
    /// `alg` or `enc` is an algorithm for something else.
    AlgMisplaced "alg-misplaced" Error "RFC 8725 §3.1" Some(ChooseAlgorithm);
    /// A JWE has no `enc`.
    EncMissing "enc-missing" Error "RFC 7516 §4.1.2" None;
    /// `crit` cannot be obeyed.
    CritMalformed "crit-malformed" Error "RFC 7515 §4.1.11" Some(EditHeader);
    /// `b64` is false and `crit` does not say so.
    B64WithoutCrit "b64-without-crit" Error "RFC 7797 §6" Some(EditHeader);
    /// The header or the claims hold a private key.
    PrivateKey "private-key" Error "RFC 7517 §9.2" Some(EditClaims);
    /// `kid` looks like an attack on whoever looks the key up.
    KidInjection "kid-injection" Error "RFC 8725 §3.10" Some(EditHeader);
    /// `jku` or `x5u` is not fetched over TLS.
    KeyUrlInsecure "key-url-insecure" Error "RFC 7515 §4.1.2" Some(EditHeader);
    /// The signature has a length that its algorithm never gives.
    SignatureLength "signature-length" Error "RFC 7518 §3.1" None;
    /// A part of an encrypted token has a length that its algorithms do not give.
    SealedLength "sealed-length" Error "RFC 7518 §5.1" None;
    /// The same name twice in one object.
    DuplicateMember "duplicate-member" Error "RFC 7519 §4" Some(EditClaims);
    /// A claim of RFC 7519 has another type.
    ClaimType "claim-type" Error "RFC 7519 §4.1" Some(EditClaims);
    /// `exp` counts milliseconds or less.
    ExpMilliseconds "exp-milliseconds" Error "RFC 7519 §2" Some(ShortenLifetime);
    /// `nbf` counts milliseconds or less.
    NbfMilliseconds "nbf-milliseconds" Error "RFC 7519 §2" Some(MoveNotBefore);
    /// `exp` is not after `iat`.
    ExpBeforeIat "exp-before-iat" Error "RFC 7519 §4.1.4" Some(AddExpiry);
    /// `exp` is not after `nbf`.
    ExpBeforeNbf "exp-before-nbf" Error "RFC 7519 §4.1.5" Some(MoveNotBefore);
    /// A password, or what is as good as one.
    SecretInClaims "secret-in-claims" Error "RFC 7519 §12" Some(EditClaims);

    /// `crit` names an extension that few know.
    CritUnknown "crit-unknown" Warning "RFC 7515 §4.1.11" Some(EditHeader);
    /// The token brings its own key.
    JwkInHeader "jwk-in-header" Warning "RFC 7515 §4.1.3" Some(EditHeader);
    /// The token says where its key is.
    JkuInHeader "jku-in-header" Warning "RFC 8725 §3.10" Some(EditHeader);
    /// The token says where its certificate is.
    X5uInHeader "x5u-in-header" Warning "RFC 8725 §3.10" Some(EditHeader);
    /// `kid` is an address.
    KidUrl "kid-url" Warning "RFC 8725 §3.10" Some(EditHeader);
    /// A signature of an RSA key below 2048 bits.
    RsaShortKey "rsa-short-key" Warning "RFC 7518 §3.3" Some(ChooseAlgorithm);
    /// Key encryption with the old RSA padding.
    Rsa15 "rsa1-5" Warning "RFC 8725 §3.2" None;
    /// The content was compressed before it was encrypted.
    JweZip "jwe-zip" Warning "RFC 8725 §3.6" None;
    /// So many iterations that opening the token is work.
    P2cLarge "p2c-large" Warning "RFC 7518 §4.8.1.2" None;
    /// So few iterations that guessing the password is none.
    P2cSmall "p2c-small" Warning "RFC 7518 §4.8.1.2" None;
    /// The payload is not base64url-encoded.
    UnencodedPayload "unencoded-payload" Warning "RFC 7797 §7" Some(EditHeader);
    /// Padding, or the standard alphabet.
    Base64NotUrl "base64-not-url" Warning "RFC 7515 §2" None;
    /// A second spelling of the same octets.
    Base64TrailingBits "base64-trailing-bits" Warning "RFC 4648 §3.5" None;
    /// No end.
    NoExp "no-exp" Warning "RFC 7519 §4.1.4" Some(AddExpiry);
    /// No audience.
    NoAud "no-aud" Warning "RFC 8725 §3.9" Some(AddAudience);
    /// No name of its own.
    NoJti "no-jti" Warning "RFC 7519 §4.1.7" Some(AddTokenId);
    /// A life of more than ten years.
    TenYears "ten-years" Warning "RFC 7519 §4.1.4" Some(ShortenLifetime);
    /// An access token that lives more than a day.
    LongLived "long-lived" Warning "RFC 6750 §5.3" Some(ShortenLifetime);
    /// `iat` lies ahead.
    IatFuture "iat-future" Warning "RFC 7519 §4.1.6" None;
    /// Another date that counts milliseconds or less.
    DateMilliseconds "date-milliseconds" Warning "RFC 7519 §2" Some(EditClaims);
    /// The number of a payment card.
    CardNumber "card-number" Warning "RFC 7519 §12" Some(EditClaims);
    /// Characters that nobody sees.
    HiddenCharacters "hidden-characters" Warning "Unicode UTS #39" Some(EditClaims);
    /// A letter of another script that looks like one of this.
    MixedScripts "mixed-scripts" Warning "Unicode UTS #39 §5.1" Some(EditClaims);
    /// Longer than what servers take in one header line.
    TooLongForHeader "too-long-for-header" Warning "RFC 9110 §5.4" Some(EditClaims);

    /// The token brings its own certificates.
    X5cInHeader "x5c-in-header" Note "RFC 7515 §4.1.6" Some(EditHeader);
    /// No issuer.
    NoIss "no-iss" Note "RFC 8725 §3.8" Some(AddIssuer);
    /// No subject.
    NoSub "no-sub" Note "RFC 8725 §3.8" Some(AddSubject);
    /// An access token that does not say that it is one.
    NoTyp "no-typ" Note "RFC 8725 §3.11" Some(AddType);
    /// A registered claim beyond those of RFC 7519 has another type.
    OddType "odd-type" Note "RFC 7519 §4.2" Some(EditClaims);
    /// Personal data.
    PersonalData "personal-data" Note "RFC 7519 §12" Some(EditClaims);
    /// The content is a token itself.
    NestedJwt "nested-jwt" Note "RFC 7519 §5.2" None;
    /// A claim holds a token.
    TokenInClaims "token-in-claims" Note "RFC 7519 §12" Some(EditClaims);
    /// Longer than what browsers keep in one cookie.
    TooLongForCookie "too-long-for-cookie" Note "RFC 6265 §6.1" Some(EditClaims);
}
