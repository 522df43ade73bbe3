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
  yardam backup   [--out FOLDER] [--data DIR]
  yardam restore  FILE --data NEWDIR [--user LOGIN]
  yardam restore  --latest --data DIR [--user LOGIN]
  yardam verify   FILE | --data DIR [--user LOGIN]
  yardam check    ${checkedKinds.join('|')} VALUE

The password is taken from the environment variable YARDAM_PASSWORD.
A backup is opened by it where --user is given, else by the recovery code in YARDAM_RECOVERY_CODE.
One JSON value on stdout, messages on stderr.
Exit code: 0 done, 1 refused with a named error, 2 wrong usage, 3 a bug of the program.
`;
