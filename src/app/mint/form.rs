//! What the form holds, but for the key: a value, so that undo is the value before.

use super::row::{Kind, Row};
use crate::app::area::Area;
use crate::app::field::Field;
use crate::crypto::Algorithm;
use crate::token::recipe::{Jti, Lifetime, Recipe, RecipeFault, RolesAs};

/// The roles that are offered at first.
const OFFERED: [&str; 4] = ["user", "admin", "editor", "viewer"];

/// A role that can be switched on and off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// What it is called.
    pub name: String,
    /// Is it in the token?
    pub on: bool,
}

/// The form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The algorithm; `None` is `none`.
    pub algorithm: Option<Algorithm>,
    /// The roles.
    pub roles: Vec<Role>,
    /// How those that are on are written.
    pub roles_as: RolesAs,
    lines: Vec<(Row, Field)>,
    areas: Vec<(Row, Area)>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The row.
    pub row: Row,
    /// A sentence: what is wrong, and what to do.
    pub why: String,
    /// The byte of its text, where it is about one.
    pub at: Option<usize>,
}

impl Mistake {
    /// A mistake of a whole row.
    #[must_use]
    pub fn of(row: Row, why: impl Into<String>) -> Self {
        Self { row, why: why.into(), at: None }
    }
}

impl Default for Form {
    fn default() -> Self {
        Self::of(&Recipe::default())
    }
}

impl Form {
    /// The form that says what a recipe says.
    #[must_use]
    pub fn of(recipe: &Recipe) -> Self {
        let mut roles: Vec<Role> = OFFERED.iter().map(|name| Role { name: (*name).to_owned(), on: false }).collect();
        for name in &recipe.roles {
            match roles.iter_mut().find(|role| role.name == *name) {
                Some(role) => role.on = true,
                None => roles.push(Role { name: name.clone(), on: true }),
            }
        }
        let text = |row| match row {
            Row::Subject => recipe.sub.clone().unwrap_or_default(),
            Row::Name => recipe.name.clone().unwrap_or_default(),
            Row::Issuer => recipe.iss.clone().unwrap_or_default(),
            Row::Audience => recipe.aud.join(", "),
            Row::Lifetime => recipe.lifetime.to_string(),
            Row::NotBefore => recipe.nbf.map_or_else(String::new, |nbf| nbf.to_string()),
            Row::Issued => recipe.iat.map_or_else(|| "none".to_owned(), |iat| iat.to_string()),
            Row::Jti => match &recipe.jti {
                Jti::Absent => String::new(),
                Jti::Random => "auto".to_owned(),
                Jti::Own(jti) => jti.clone(),
            },
            Row::Typ => recipe.typ.clone().unwrap_or_default(),
            Row::Kid => recipe.kid.clone().unwrap_or_default(),
            Row::Header => recipe.header.clone(),
            Row::Claims => recipe.claims.clone(),
            Row::Algorithm | Row::Key | Row::Roles | Row::RolesAs => String::new(),
        };
        let of = |kind| Row::ALL.into_iter().filter(move |row| row.kind() == kind);
        Self {
            algorithm: Algorithm::from_name(&recipe.alg),
            roles,
            roles_as: recipe.roles_as,
            lines: of(Kind::Line).map(|row| (row, Field::holding(&text(row)))).collect(),
            areas: of(Kind::Json).map(|row| (row, Area::holding(&text(row)))).collect(),
        }
    }

    /// The line of text of a row.
    #[must_use]
    pub fn line(&self, row: Row) -> Option<&Field> {
        self.lines.iter().find(|(of, _)| *of == row).map(|(_, field)| field)
    }

    /// The same, to be changed.
    pub fn line_mut(&mut self, row: Row) -> Option<&mut Field> {
        self.lines.iter_mut().find(|(of, _)| *of == row).map(|(_, field)| field)
    }

    /// The lines of text of a row.
    #[must_use]
    pub fn area(&self, row: Row) -> Option<&Area> {
        self.areas.iter().find(|(of, _)| *of == row).map(|(_, area)| area)
    }

    /// The same, to be changed.
    pub fn area_mut(&mut self, row: Row) -> Option<&mut Area> {
        self.areas.iter_mut().find(|(of, _)| *of == row).map(|(_, area)| area)
    }

    /// What is typed in a row.
    #[must_use]
    pub fn text(&self, row: Row) -> &str {
        self.line(row).map(Field::text).or_else(|| self.area(row).map(Area::text)).unwrap_or_default()
    }

    /// A fault of the recipe as a mistake of this form: in a text of several lines with its place.
    #[must_use]
    pub fn mistake(&self, fault: RecipeFault) -> Mistake {
        let row = Row::from(fault.field);
        let place = fault.at.zip(self.area(row)).map(|(at, area)| area.place(at));
        let why = match place {
            Some((line, character)) => format!("line {line}, character {character}: {}", fault.why),
            None => fault.why.to_string(),
        };
        Mistake { row, why, at: fault.at }
    }

    /// What the token is to say.
    ///
    /// # Errors
    /// The rows that do not read.
    pub fn recipe(&self) -> Result<Recipe, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut begin = |row| {
            let text = self.text(row).trim();
            if text.is_empty() {
                return None;
            }
            Lifetime::parse_begin(text).unwrap_or_else(|why| {
                // A word is no length of time, and a date was as likely meant.
                let is_word = !text.contains(|c: char| c.is_ascii_digit());
                let why = if is_word {
                    format!("`{text}` is no time: write now, +5m, 15:04, 2026-11-22 15:04 or none")
                } else {
                    why.to_string()
                };
                mistakes.push(Mistake::of(row, why));
                None
            })
        };
        let nbf = begin(Row::NotBefore);
        let iat = begin(Row::Issued);
        let lifetime = Lifetime::parse(self.text(Row::Lifetime)).unwrap_or_else(|why| {
            mistakes.push(Mistake::of(Row::Lifetime, why.to_string()));
            Lifetime::None
        });
        let given = |row| Some(self.text(row)).filter(|text| !text.is_empty()).map(str::to_owned);
        let names = self.text(Row::Audience).split(',').map(str::trim).filter(|name| !name.is_empty());
        let recipe = Recipe {
            alg: self.algorithm.map_or("none", Algorithm::name).to_owned(),
            typ: given(Row::Typ),
            kid: given(Row::Kid),
            header: self.text(Row::Header).to_owned(),
            sub: given(Row::Subject),
            name: given(Row::Name),
            iss: given(Row::Issuer),
            aud: names.map(str::to_owned).collect(),
            roles: self.roles.iter().filter(|role| role.on).map(|role| role.name.clone()).collect(),
            roles_as: self.roles_as,
            nbf,
            iat,
            lifetime,
            jti: Jti::from_word(self.text(Row::Jti)),
            claims: self.text(Row::Claims).to_owned(),
        };
        if mistakes.is_empty() { Ok(recipe) } else { Err(mistakes) }
    }
}
