#!/usr/bin/env python3
"""Makes the keys of this folder anew: `python3 make.py`, with the module `cryptography` (48), openssl (3.0) and ssh-keygen (9).

They are for tests only, and each says DEMO. Every file is written by another program than jotlab, so that reading them proves something."""

import base64
import datetime
import json
import pathlib
import subprocess
import tempfile

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization as s
from cryptography.hazmat.primitives.asymmetric import dh, dsa, ec, ed25519, ed448, mldsa, rsa, x25519, x448
from cryptography.hazmat.primitives.serialization import pkcs12

HERE = pathlib.Path(__file__).parent
DEMO = b"DEMO key, for tests only\n"
PLAIN = s.NoEncryption()


def b64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def number(n, size=None):
    return b64(n.to_bytes(size or (n.bit_length() + 7) // 8, "big"))


def raw(key):
    return key.public_key().public_bytes_raw(), key.private_bytes_raw()


def jwk(name, key):
    if isinstance(key, rsa.RSAPrivateKey):
        p = key.private_numbers()
        n = p.public_numbers
        parts = dict(n=n.n, e=n.e, d=p.d, p=p.p, q=p.q, dp=p.dmp1, dq=p.dmq1, qi=p.iqmp)
        return {"kty": "RSA", "kid": "DEMO"} | {name: number(value) for name, value in parts.items()}
    if isinstance(key, ec.EllipticCurvePrivateKey):
        p = key.private_numbers()
        size = (key.curve.key_size + 7) // 8
        crv = {"p256": "P-256", "p384": "P-384", "p521": "P-521", "secp256k1": "secp256k1"}[name]
        n = p.public_numbers
        return {"kty": "EC", "kid": "DEMO", "crv": crv, "x": number(n.x, size), "y": number(n.y, size),
                "d": number(p.private_value, size)}
    public, private = raw(key)
    if name.startswith("ed"):
        return {"kty": "OKP", "kid": "DEMO", "crv": name.capitalize(), "x": b64(public), "d": b64(private)}
    return {"kty": "AKP", "kid": "DEMO", "alg": "ML-DSA-" + name[-2:], "pub": b64(public), "priv": b64(private)}


def write(path, octets, lead=DEMO):
    (HERE / path).write_bytes(lead + octets)


def pem(key, form):
    return key.private_bytes(s.Encoding.PEM, form, PLAIN)


def certificate(key):
    issuer = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "DEMO")])
    start = datetime.datetime(2026, 1, 1)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(start).not_valid_after(start + datetime.timedelta(365))
    return builder.sign(issuer, hashes.SHA256()).public_bytes(s.Encoding.PEM)


KEYS = {
    "rsa": rsa.generate_private_key(65537, 2048),
    "p256": ec.generate_private_key(ec.SECP256R1()),
    "p384": ec.generate_private_key(ec.SECP384R1()),
    "p521": ec.generate_private_key(ec.SECP521R1()),
    "secp256k1": ec.generate_private_key(ec.SECP256K1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate(),
    "ed448": ed448.Ed448PrivateKey.generate(),
    "mldsa44": mldsa.MLDSA44PrivateKey.generate(),
    "mldsa65": mldsa.MLDSA65PrivateKey.generate(),
    "mldsa87": mldsa.MLDSA87PrivateKey.generate(),
}

for name, key in KEYS.items():
    public = key.public_key()
    write(f"{name}.pkcs8.pem", pem(key, s.PrivateFormat.PKCS8))
    write(f"{name}.spki.pem", public.public_bytes(s.Encoding.PEM, s.PublicFormat.SubjectPublicKeyInfo))
    if not name.startswith("mldsa"):
        write(f"{name}.cert.pem", certificate(key))
    (HERE / f"{name}.jwk.json").write_text(json.dumps(jwk(name, key), indent=2) + "\n")
    if name in ("rsa", "p256", "p384", "p521", "ed25519"):
        line = public.public_bytes(s.Encoding.OpenSSH, s.PublicFormat.OpenSSH)
        write(f"{name}.ssh.pub", line + b" DEMO\n", b"")
        if name != "rsa":
            write(f"{name}.openssh.pem", pem(key, s.PrivateFormat.OpenSSH))

write("rsa.pkcs1.pem", pem(KEYS["rsa"], s.PrivateFormat.TraditionalOpenSSL))
write("rsa.public.pem", KEYS["rsa"].public_key().public_bytes(s.Encoding.PEM, s.PublicFormat.PKCS1))


def openssl(*arguments, stdin=None):
    return subprocess.run(["openssl", *arguments], input=stdin, capture_output=True, check=True).stdout


pss = openssl("genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048")
write("rsa-pss.pkcs8.pem", pss)
write("rsa-pss.spki.pem", openssl("pkey", "-pubout", stdin=pss))
for bits in (256, 384):
    bound = [("md", f"sha{bits}"), ("mgf1_md", f"sha{bits}"), ("saltlen", bits // 8)]
    options = [word for name, value in bound for word in ("-pkeyopt", f"rsa_pss_keygen_{name}:{value}")]
    pss = openssl("genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", *options)
    write(f"rsa-pss{bits}.pkcs8.pem", pss)
    write(f"rsa-pss{bits}.spki.pem", openssl("pkey", "-pubout", stdin=pss))
small = rsa.generate_private_key(65537, 1024)
write("rsa1024.pkcs8.pem", pem(small, s.PrivateFormat.PKCS8))
for name, curve in [("p256", "prime256v1"), ("p384", "secp384r1"), ("p521", "secp521r1"), ("secp256k1", "secp256k1")]:
    parameters = openssl("ecparam", "-name", curve)
    write(f"{name}.sec1.pem", parameters + pem(KEYS[name], s.PrivateFormat.TraditionalOpenSSL))
    compressed = openssl("pkey", "-pubout", "-ec_conv_form", "compressed", stdin=pem(KEYS[name], s.PrivateFormat.PKCS8))
    write(f"{name}.compressed.pem", compressed)

# What is no key, or none for tokens.
P256 = pem(KEYS["p256"], s.PrivateFormat.PKCS8)
WORD = s.BestAvailableEncryption(b"DEMO")
write("foreign/encrypted-pkcs8.pem", KEYS["p256"].private_bytes(s.Encoding.PEM, s.PrivateFormat.PKCS8, WORD))
write("foreign/encrypted-traditional.pem",
      KEYS["p256"].private_bytes(s.Encoding.PEM, s.PrivateFormat.TraditionalOpenSSL, WORD))
write("foreign/openssh-rsa.pem", pem(KEYS["rsa"], s.PrivateFormat.OpenSSH))
write("foreign/request.pem", openssl("req", "-new", "-subj", "/CN=DEMO", "-key", "/dev/stdin", stdin=P256))
own = x509.load_pem_x509_certificate(certificate(KEYS["p256"]))
write("foreign/store.p12",
      pkcs12.serialize_key_and_certificates(b"DEMO", KEYS["p256"], own, None, WORD), b"")
old = [("md", "sha1"), ("mgf1_md", "sha1"), ("saltlen", 20)]
options = [word for name, value in old for word in ("-pkeyopt", f"rsa_pss_keygen_{name}:{value}")]
write("foreign/rsa-pss-sha1.pem", openssl("genpkey", "-algorithm", "RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048", *options))
write("foreign/x25519.pem", pem(x25519.X25519PrivateKey.generate(), s.PrivateFormat.PKCS8))
write("foreign/x448.pem", pem(x448.X448PrivateKey.generate(), s.PrivateFormat.PKCS8))
dsa_key = dsa.generate_private_key(1024)
write("foreign/dsa.pem", pem(dsa_key, s.PrivateFormat.PKCS8))
write("foreign/dsa-traditional.pem", pem(dsa_key, s.PrivateFormat.TraditionalOpenSSL))
write("foreign/p224.pem", pem(ec.generate_private_key(ec.SECP224R1()), s.PrivateFormat.PKCS8))
write("foreign/explicit-curve.pem", openssl("ec", "-param_enc", "explicit", stdin=P256))
write("foreign/explicit-curve-pkcs8.pem",
      openssl("pkey", "-ec_param_enc", "explicit", stdin=P256))
write("foreign/parameters.pem", openssl("ecparam", "-name", "prime256v1"))
write("foreign/rsa512.pem", openssl("genrsa", "-traditional", "512"))
WORD_SSH = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "DEMO key", "-C", "DEMO"]
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    (folder / "own.pem").write_bytes(own.public_bytes(s.Encoding.PEM))
    write("foreign/chain.p7b", openssl("crl2pkcs7", "-nocrl", "-certfile", str(folder / "own.pem")))
    subprocess.run([*WORD_SSH, "-f", str(folder / "encrypted")], check=True)
    write("foreign/openssh-encrypted.pem", (folder / "encrypted").read_bytes())
    ca = folder / "ca"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "DEMO", "-f", str(ca)], check=True)
    (folder / "k.pub").write_bytes((HERE / "ed25519.ssh.pub").read_bytes())
    subprocess.run(["ssh-keygen", "-q", "-s", str(ca), "-I", "DEMO", str(folder / "k.pub")], check=True)
    write("foreign/ssh-cert.pub", (folder / "k-cert.pub").read_bytes(), b"")
    ssh2 = subprocess.run(["ssh-keygen", "-e", "-f", str(folder / "k.pub")], capture_output=True, check=True).stdout
    write("foreign/ssh2.pub", ssh2.replace(b"root@", b"DEMO@"), b"")
