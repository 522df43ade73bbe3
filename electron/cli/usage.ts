import { checkedKinds } from '../../domain/values/checkValue';

export const usage = `Usage:
  yardam init     --config office.json --user LOGIN [--data DIR]
  yardam serve    [--port N] [--open] [--data DIR]
  yardam list
  yardam call     NAME [--json '{...}'] --user LOGIN [--data DIR]
  yardam import   providers FILE [--dry-run] --user LOGIN [--data DIR]
  yardam export   providers --format csv|xlsx|json --out FILE --user LOGIN [--data DIR]
  yardam print    provider-extract --id ID --out FILE.pdf --user LOGIN [--data DIR]
  yardam print    provider-list --out FILE.pdf --user LOGIN [--data DIR]
  yardam exchange --user LOGIN [--data DIR]
  yardam audit    verify [--witness FILE] [--user LOGIN] [--data DIR]
  yardam audit    export --from DAY --to DAY --out FILE.jsonl --user LOGIN [--data DIR]
  yardam audit    check FILE.jsonl [--witness FILE]
  yardam audit    witnessed --peer CODE --out FILE.json --user LOGIN [--data DIR]
  yardam check    ${checkedKinds.join('|')} VALUE

Without --user the journal is verified with no account and no password, and nothing in the folder is changed. A journal
that is broken is refused as audit.broken, exit code 1, and the JSON tells the findings as well as the error.
The password is taken from the environment variable YARDAM_PASSWORD.
One JSON value on stdout, messages on stderr.
Exit code: 0 done, 1 refused with a named error, 2 wrong usage, 3 a bug of the program.
`;
