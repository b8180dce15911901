// jose as an oracle: one JSON line in, one out.
// {do: "verify", alg, jwk, token} -> {payload} | {error};  {do: "sign", alg, jwk, payload} -> {token} | {error}
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const { CompactSign, compactVerify, importJWK } = await import(pathToFileURL(require.resolve('jose')));

for await (const line of createInterface({ input: process.stdin })) {
  const one = JSON.parse(line);
  let answer;
  try {
    const key = await importJWK(one.jwk, one.alg);
    if (one.do === 'verify') {
      const { payload } = await compactVerify(one.token, key, { algorithms: [one.alg] });
      answer = { payload: JSON.parse(new TextDecoder().decode(payload)) };
    } else {
      const payload = new TextEncoder().encode(JSON.stringify(one.payload));
      answer = { token: await new CompactSign(payload).setProtectedHeader({ alg: one.alg }).sign(key) };
    }
  } catch (error) {
    answer = { error: `${error.name}: ${error.message}` };
  }
  console.log(JSON.stringify(answer));
}
