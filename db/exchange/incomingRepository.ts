import type { ReadDb, WriteTx } from '../file/handles';

/** Is this message of the peer known, and in which bytes? */
export function findIncoming(
  db: ReadDb,
  peer: string,
  uid: string,
): Promise<{ sha256: string; state: 'applied' | 'refused'; number: number | null } | undefined> {
  return db.get('SELECT sha256, state, number FROM incoming_message WHERE peer = ? AND uid = ?', [peer, uid]);
}

/** Was a package with this number of the peer applied, under whatever uid? */
export async function isNumberApplied(db: ReadDb, peer: string, number: number): Promise<boolean> {
  const applied = await db.get(
    "SELECT 1 FROM incoming_message WHERE peer = ? AND number = ? AND state = 'applied'",
    [peer, number],
  );
  return applied !== undefined;
}

export async function rememberIncoming(
  tx: WriteTx,
  message: {
    peer: string;
    uid: string;
    number: number | null;
    sha256: string;
    state: 'applied' | 'refused';
    at: string;
  },
): Promise<void> {
  const { peer, uid, number, sha256, state, at } = message;
  await tx.run(
    `INSERT INTO incoming_message (peer, uid, number, sha256, state, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (peer, uid) DO UPDATE SET number = excluded.number, sha256 = excluded.sha256,
       state = excluded.state, at = excluded.at`,
    [peer, uid, number, sha256, state, at],
  );
}
