//! The key of the form: made anew, and copied in the forms that others want it in.

use super::question::{Choice, KeyForm};
use super::{Making, Mint, said};
use crate::app::copying::Copy;
use crate::app::effect::Effect;
use crate::app::notice::Tone;
use crate::app::overlay::{self, Menu, MenuItem, Overlay};
use crate::app::screen::{Around, Ask};
use crate::crypto::generate::RsaSize;
use crate::crypto::{Key, NewKey, export};

impl Mint {
    /// The key that signs by the algorithm that is chosen.
    pub(super) fn key_at_hand(&self) -> Option<&Key> {
        self.key.key_for(self.form.algorithm?)
    }

    /// The key in a form, where it has it.
    pub(super) fn copy_key(&self, form: KeyForm) -> Option<Copy> {
        let key = self.key_at_hand()?;
        let (_, _, what) = KeyForm::ALL.into_iter().find(|(_, known, _)| *known == form)?;
        let text = match form {
            KeyForm::PublicPem => export::pem(&key.material, export::Half::Public)?.to_string(),
            KeyForm::PublicJwk => export::jwk(key, export::Half::Public)?.to_string(),
            KeyForm::PublicJwks => key.material.public().map(|_| export::jwks([key]))?,
            KeyForm::Private => {
                Some(self.key.field.text()).filter(|text| key.material.signs() && !text.is_empty())?.to_owned()
            }
        };
        Some(Copy { what: what.to_owned(), text })
    }

    /// Makes a key for the algorithm; of RSA the size is asked.
    pub(super) fn make_for(&mut self, around: Around) -> Vec<Ask> {
        let Some(algorithm) = self.form.algorithm else {
            return vec![Ask::say(Tone::Note, said::NONE_NEEDS_NO_KEY)];
        };
        match NewKey::fit_for(algorithm) {
            NewKey::Rsa(_) => {
                let items = [('2', RsaSize::Bits2048), ('3', RsaSize::Bits3072), ('4', RsaSize::Bits4096)];
                let items = items.into_iter().map(|(key, size)| MenuItem {
                    key,
                    words: NewKey::Rsa(size).words().to_owned(),
                    choice: overlay::Choice::Mint(Choice::Make(NewKey::Rsa(size))),
                });
                vec![Ask::Over(Overlay::Menu(Menu::of("Make", items.collect())))]
            }
            key @ (NewKey::Secret(_) | NewKey::Ec(_) | NewKey::Ed25519 | NewKey::Ed448 | NewKey::MlDsa(_)) => {
                self.make(key, around)
            }
        }
    }

    /// Makes a key off the frame.
    pub(super) fn make(&mut self, key: NewKey, around: Around) -> Vec<Ask> {
        self.tickets = self.tickets.wrapping_add(1);
        self.making = Some(Making { ticket: self.tickets, key, since: around.now });
        self.changed(around);
        vec![Ask::Do(Effect::MakeKey(self.tickets, key))]
    }
}
