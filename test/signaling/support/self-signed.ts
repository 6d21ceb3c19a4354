/** A certificate for 127.0.0.1 that signs itself, made on the spot: DER by hand, because Node makes none. */
import { generateKeyPairSync, sign } from "node:crypto";

/** DER: a tag, a length, and what is in it. */
function der(tag: number, ...contents: readonly (Buffer | Uint8Array)[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

const [INTEGER, BITS, OCTETS, OID, UTF8, TIME, SEQUENCE, SET] = [2, 3, 4, 6, 12, 24, 48, 49] as const;
const sequence = (...contents: Buffer[]): Buffer => der(SEQUENCE, ...contents);
const oid = (...bytes: number[]): Buffer => der(OID, Buffer.from(bytes));
const time = (text: string): Buffer => der(TIME, Buffer.from(text));

export function selfSigned(): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const ecdsaWithSha256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const commonName = sequence(der(SET, sequence(oid(0x55, 0x04, 0x03), der(UTF8, Buffer.from("test")))));
  // subjectAltName: the address 127.0.0.1.
  const names = sequence(oid(0x55, 0x1d, 0x11), der(OCTETS, sequence(der(0x87, Buffer.from([127, 0, 0, 1])))));
  const body = sequence(
    der(0xa0, der(INTEGER, Buffer.from([2]))),
    der(INTEGER, Buffer.from([1])),
    ecdsaWithSha256,
    commonName,
    sequence(time("20200101000000Z"), time("21200101000000Z")),
    commonName,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(names)),
  );
  const signature = sign("sha256", body, privateKey);
  const certificate = sequence(body, ecdsaWithSha256, der(BITS, Buffer.from([0]), signature));
  const lines = certificate.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}
