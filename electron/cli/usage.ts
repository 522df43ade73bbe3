import { roles } from '../../domain/access/roles';
import { checkedKinds } from '../../domain/values/checkCode';

export const usage = `Usage:
  yardam init     --config office.json --user LOGIN [--name NAME] [--data DIR]
  yardam serve    [--port N] [--open] [--data DIR]
  yardam list
  yardam call     NAME [--json '{...}' | --json '@FILE' | --json -] --user LOGIN [--data DIR]
  yardam import   providers FILE [--dry-run] --user LOGIN [--data DIR]
  yardam export   providers --format csv|xlsx|json --out FILE --user LOGIN [--data DIR]
  yardam export   directory --format csv|xlsx|json|hsds --out FILE --user LOGIN [--data DIR]
  yardam attach   --registry R --id ID FILE [--kind KIND] [--note NOTE] --user LOGIN [--data DIR]
  yardam print    provider-extract --id ID --out FILE.pdf --user LOGIN [--data DIR]
  yardam print    provider-list --out FILE.pdf --user LOGIN [--data DIR]
  yardam print    directory --by body|district|speciality --out FILE.pdf --user LOGIN [--data DIR]
  yardam form     providers --out FILE.xlsx --user LOGIN [--data DIR]
  yardam publish  --out FOLDER --user LOGIN [--data DIR]
  yardam exchange --user LOGIN [--data DIR]
  yardam user     list | add LOGIN --name NAME --role ROLE [--territory OKTMO,...] --user LOGIN [--data DIR]
  yardam user     block LOGIN | unblock LOGIN | role LOGIN ROLE [--territory OKTMO,...] --user LOGIN [--data DIR]
  yardam user     password [LOGIN] | grant LOGIN | recovery --user LOGIN [--data DIR]
  yardam rekey    --user LOGIN [--data DIR]
  yardam audit    verify [--witness FILE] [--user LOGIN] [--data DIR]
  yardam audit    export --from DAY --to DAY --out FILE.jsonl --user LOGIN [--data DIR]
  yardam audit    check FILE.jsonl [--witness FILE]
  yardam audit    witnessed --peer CODE --out FILE.json --user LOGIN [--data DIR]
  yardam backup   [--out FOLDER | --user LOGIN] [--data DIR]
  yardam restore  FILE --data NEWDIR [--user LOGIN]
  yardam restore  --latest --data DIR [--user LOGIN]
  yardam verify   FILE | --data DIR [--user LOGIN]
  yardam term     --kind KIND --from DAY [--data DIR]
  yardam calendar show YEAR [--data DIR]
  yardam calendar import FILE --user LOGIN [--data DIR]
  yardam check    ${checkedKinds.join('|')} VALUE
  yardam check    extract CODE --user LOGIN [--data DIR]

With --json - the input of a call is read from standard input, with --json '@FILE' from a file in UTF-8: a command line is seen
by everybody who lists the processes of the machine, so personal data go that way. On Windows write '@FILE', also for what
has quotes: the installed program has no standard input there, and PowerShell takes quotes out of a command line. Without --user the journal is verified with no account and no password, and nothing in the folder is changed. A journal
that is broken is refused as audit.broken, exit code 1, and the JSON tells the findings as well as the error.
The password is taken from the environment variable YARDAM_PASSWORD, a new one from YARDAM_NEW_PASSWORD, the code that
opens personal data for the first time from YARDAM_ACCESS_CODE. Roles: ${roles.join(', ')}.
Days are counted by the calendar that ships, with --data by the one of that office.
A backup is opened by it where --user is given, else by the recovery code in YARDAM_RECOVERY_CODE.
One JSON value on stdout, messages on stderr.
Exit code: 0 done, 1 refused with a named error, 2 wrong usage, 3 a bug of the program.
`;
