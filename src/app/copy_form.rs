//! The forms in which a token can be copied, each under a key of its own.

use super::words_of_frame as words;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyForm {
    /// The token itself.
    Token,
    /// `Authorization: Bearer …`.
    Authorization,
    /// A curl command.
    Curl,
    /// `Cookie: …`.
    Cookie,
    /// `export JWT=…`.
    Export,
    /// The decoded header.
    Header,
    /// The decoded payload.
    Payload,
    /// The value under the cursor.
    Member,
    /// What the cursor is on beside the token: a finding, the verdict.
    Remark,
}

impl CopyForm {
    pub(super) const ALL: [Self; 9] = [
        Self::Token,
        Self::Authorization,
        Self::Curl,
        Self::Cookie,
        Self::Export,
        Self::Header,
        Self::Payload,
        Self::Member,
        Self::Remark,
    ];

    /// Its key, after `y`.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Token => 'y',
            Self::Authorization => 'b',
            Self::Curl => 'c',
            Self::Cookie => 'o',
            Self::Export => 'e',
            Self::Header => 'h',
            Self::Payload => 'p',
            Self::Member => 'm',
            Self::Remark => 'f',
        }
    }

    /// What stands before and after the token, for the forms that are the token in something.
    pub(super) const fn around(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Token => Some(("", "")),
            Self::Authorization => Some(("Authorization: Bearer ", "")),
            Self::Curl => Some(("curl -H 'Authorization: Bearer ", "' ")),
            Self::Cookie => Some(("Cookie: token=", "")),
            Self::Export => Some(("export JWT='", "'")),
            Self::Header | Self::Payload | Self::Member | Self::Remark => None,
        }
    }
}

/// The name of a form; that of the last two is what they are about.
pub(super) const fn name(form: CopyForm) -> &'static str {
    match form {
        CopyForm::Token => words::COPY_TOKEN,
        CopyForm::Authorization => words::COPY_AUTHORIZATION,
        CopyForm::Curl => words::COPY_CURL,
        CopyForm::Cookie => words::COPY_COOKIE,
        CopyForm::Export => words::COPY_EXPORT,
        CopyForm::Header => words::COPY_HEADER,
        CopyForm::Payload => words::COPY_PAYLOAD,
        CopyForm::Member => words::COPY_MEMBER,
        CopyForm::Remark => words::COPY_REMARK,
    }
}
