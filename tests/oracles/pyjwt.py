"""PyJWT as an oracle: one JSON line in, one out.

{"do": "verify", "alg", "key", "token"} -> {"payload": ...} | {"error": "..."}
{"do": "sign", "alg", "key", "payload"} -> {"token": ...} | {"error": "..."}
Keys are PEM, or hex for HMAC."""
import json
import sys

import jwt

for line in sys.stdin:
    case = json.loads(line)
    key = bytes.fromhex(case["key"]) if case["alg"].startswith("HS") else case["key"]
    try:
        if case["do"] == "verify":
            options = {"verify_exp": False, "verify_aud": False}
            answer = {"payload": jwt.decode(case["token"], key, algorithms=[case["alg"]], options=options)}
        else:
            answer = {"token": jwt.encode(case["payload"], key, algorithm=case["alg"])}
    except Exception as error:  # what it is, is what the test wants to see
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
