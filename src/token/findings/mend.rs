//! What mends a finding when the token is minted anew.

/// The thing to do in a mint form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mend {
    /// Sign with another algorithm.
    ChooseAlgorithm,
    /// Give it an end.
    AddExpiry,
    /// Let it end sooner, or in the right unit.
    ShortenLifetime,
    /// Let it begin before it ends.
    MoveNotBefore,
    /// Say who may accept it.
    AddAudience,
    /// Say who made it.
    AddIssuer,
    /// Say who it is about.
    AddSubject,
    /// Give it a name of its own.
    AddTokenId,
    /// Say in `typ` what kind of token it is.
    AddType,
    /// Change or remove a header parameter.
    EditHeader,
    /// Change or remove a claim.
    EditClaims,
}

impl Mend {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::ChooseAlgorithm,
        Self::AddExpiry,
        Self::ShortenLifetime,
        Self::MoveNotBefore,
        Self::AddAudience,
        Self::AddIssuer,
        Self::AddSubject,
        Self::AddTokenId,
        Self::AddType,
        Self::EditHeader,
        Self::EditClaims,
    ];

    /// The word by which its words are found.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::ChooseAlgorithm => "choose-algorithm",
            Self::AddExpiry => "add-expiry",
            Self::ShortenLifetime => "shorten-lifetime",
            Self::MoveNotBefore => "move-not-before",
            Self::AddAudience => "add-audience",
            Self::AddIssuer => "add-issuer",
            Self::AddSubject => "add-subject",
            Self::AddTokenId => "add-token-id",
            Self::AddType => "add-type",
            Self::EditHeader => "edit-header",
            Self::EditClaims => "edit-claims",
        }
    }
}
