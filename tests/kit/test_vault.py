from __future__ import annotations

import base64
from pathlib import Path

import pytest

from server.kit.config import Settings
from server.kit.vault import Sealed, Vault, vault_of

SECRET = "a secret key of 32 characters ..."


class TestVault:
    def test_opens_what_it_has_sealed_and_never_seals_alike(self) -> None:
        vault = Vault(SECRET)
        sealed = [vault.seal("ein geheimes Wört", "here") for _ in range(2)]
        assert sealed[0] != sealed[1]
        assert [vault.open(each, "here", vault.key_id) for each in sealed] == ["ein geheimes Wört"] * 2
        assert b"geheimes" not in base64.b64decode(sealed[0])

    def test_does_not_open_it_elsewhere_or_changed(self) -> None:
        vault = Vault(SECRET)
        sealed = vault.seal("x", "webhook_secrets/wh_1/secret")
        with pytest.raises(Sealed, match="wh_2"):
            vault.open(sealed, "webhook_secrets/wh_2/secret", vault.key_id)
        raw = bytearray(base64.b64decode(sealed))
        raw[-1] ^= 1
        with pytest.raises(Sealed, match="changed"):
            vault.open(base64.b64encode(raw).decode(), "webhook_secrets/wh_1/secret", vault.key_id)

    def test_opens_with_an_old_key_and_seals_with_the_new_one(self) -> None:
        old, new = Vault(SECRET), Vault("another secret key of 32 letters", SECRET)
        assert new.open(old.seal("x", "here"), "here", old.key_id) == "x"
        assert new.key_id not in (old.key_id, "")
        with pytest.raises(Sealed, match="YOUR_APP_OLD_SECRET_KEYS"):
            old.open(new.seal("x", "here"), "here", new.key_id)

    def test_of_the_settings_has_the_folder_s_key_or_theirs(self, tmp_path: Path) -> None:
        made = vault_of(Settings(data_dir=tmp_path))
        kept = (tmp_path / "secret.key").read_text()
        assert made.key_id == Vault(kept).key_id
        told = vault_of(Settings(data_dir=tmp_path, secret_key=SECRET, old_secret_keys=f"{kept}, other"))
        assert told.key_ids == [Vault(each).key_id for each in (SECRET, kept, "other")]
