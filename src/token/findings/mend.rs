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
