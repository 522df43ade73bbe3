export const at = '2026-11-23T09:00:00.000Z';
export const stamp = `${at}-0000-mintrud`;

/** What an office may have when a step is made: rows that came with the steps before it. */
export const dataBefore: Readonly<Record<number, string>> = {
  10: '',
  20: `
    INSERT INTO operator (login, name, role, password_hash, created_at) VALUES ('admin', 'Проверкина А. А.', 'administrator', 'scrypt$1', '${at}');
    INSERT INTO change (stamp, registry, record_id, root_id, field, before, after, office, operator, at, version, outcome)
      VALUES ('${stamp}', 'provider', 'p1', 'p1', 'status', 'null', '"draft"', 'mintrud', 'admin', '${at}', 1, 'applied');
    INSERT INTO deferred_change VALUES ('${stamp}', 'almet', '{}', '${at}');
    INSERT INTO audit VALUES (1, '${at}', 'mintrud', 'admin', 'record.create', 'provider/p1', '{}', '', 'h1');
    INSERT INTO draft VALUES ('admin', 'provider', '', 0, '{"fullName":"Дом"}', '${at}');
    INSERT INTO import_batch VALUES ('b1', 'provider', 'list.csv', '${at}', 'admin', 1, 0, NULL);
    INSERT INTO number_series VALUES ('provider', 41);`,
  30: `
    INSERT INTO provider (seq, id, created_at, changed_at, title_key, status, registration_number, full_name, phones)
      VALUES (7, 'p1', '${at}', '${at}', 'дом', 'included', '16-000041', 'Дом', '["+78559271234"]');
    INSERT INTO provider (id, created_at, changed_at, removed) VALUES ('p2', '${at}', '${at}', 1);
    INSERT INTO provider_place (id, parent_id, position, address) VALUES ('w1', 'p1', 0, 'ул. Тихая, 1');
    INSERT INTO provider_search (rowid, words) SELECT seq, 'дом' FROM provider WHERE id = 'p1';`,
  40: `
    INSERT INTO peer_state (peer, sent_number, scanned_seq) VALUES ('almet', 3, 1);
    INSERT INTO exchange_round (at, taken, applied, quarantined, waiting, laid) VALUES ('${at}', 1, 1, 0, 0, 2);`,
  50: `
    UPDATE operator SET territory = '["92602000"]', must_change = 1, last_sign_in_at = '${at}' WHERE login = 'admin';
    INSERT INTO emergency_access (login, record_id, reason, taken_at, until) VALUES ('admin', 'c1', '1.AA', '${at}', '${at}');`,
  60: `
    INSERT INTO data_key (generation, state, made_at, backup_public, backup_private) VALUES (1, 'current', '${at}', 'AA', 'BB');
    INSERT INTO key_slot (owner, generation, secret, wrapped, made_at) VALUES ('recovery', 1, 'scrypt$1', 'CC', '${at}');
    INSERT INTO record_key VALUES ('c1', 1, 1, 'DD');
    INSERT INTO sealed_read VALUES ('2026-11-23', 'admin', 'c1');`,
  70: `
    UPDATE peer_state SET sent_number = 2, received_number = 2, received_head = 'h7' WHERE peer = 'almet';
    INSERT INTO incoming_message VALUES ('m1', 'almet', 1, 's1', 'applied', '${at}');
    INSERT INTO incoming_message VALUES ('m2', 'almet', 2, 's2', 'applied', '${at}');
    INSERT INTO incoming_message VALUES ('n1', 'almet', NULL, 's3', 'applied', '${at}');
    INSERT INTO audit VALUES (2, '${at}', 'mintrud', 'admin', 'exchange.take', 'packet/m1', '{"peerHead":"h3"}', 'h1', 'h2');
    INSERT INTO audit VALUES (3, '${at}', 'mintrud', 'admin', 'exchange.take', 'packet/m2', '{"peerHead":"h7"}', 'h2', 'h3');
    INSERT INTO audit VALUES (4, '${at}', 'mintrud', 'admin', 'exchange.take', 'packet/m3', 'no JSON', 'h3', 'h4');`,
  80: `
    INSERT INTO person (id, created_at, changed_at, surname, territory) VALUES ('c1', '${at}', '${at}', '1.AA', '92701000');`,
  90: `
    INSERT INTO backup_run (kind, file_name, folder, bytes, started_at, took_ms, ok, error, audit_seq)
      VALUES ('daily', 'b.yardam-backup', 'D', 1, '${at}', 2, 1, NULL, 4);
    INSERT INTO change (stamp, registry, record_id, root_id, field, before, after, replaces, office, operator, at, version, outcome, via, batch)
      VALUES ('${at}-0001-mintrud', 'provider', 'p1', 'p1', 'note', 'null', '"а"', NULL, 'mintrud', 'admin', '${at}', 2, 'applied', NULL, 'b1'),
             ('${at}-0000-almet', 'provider', 'p1', 'p1', 'note', 'null', '"б"', NULL, 'almet', 'А', '${at}', 2, 'conflict', 'almet', NULL),
             ('${at}-0002-mintrud', 'provider', 'p1', 'p1', 'note', '"а"', '"в"', '${at}-0001-mintrud', 'mintrud', 'admin', '${at}', 3, 'applied', NULL, NULL),
             ('${at}-0001-almet', 'provider', 'p1', 'p1', 'note', 'null', '"г"', NULL, 'almet', 'А', '${at}', 3, 'stale', 'almet', NULL),
             ('${at}-0002-almet', 'provider', 'p1', 'p1', 'inn', 'null', '"1"', 'x', 'almet', 'А', '${at}', 3, 'conflict', 'almet', NULL);
    INSERT INTO withheld_change (peer, seq) VALUES ('almet', 3);`,
  100: `
    INSERT INTO outgoing_packet VALUES ('o1', 'message', 'almet', 3, 'f1', 'laid', 0, '[]', '${at}', '${at}');`,
  110: `
    INSERT INTO backup_run (kind, file_name, folder, bytes, started_at, took_ms, ok, audit_seq)
    VALUES ('command', 'b', 'f', 1, '${at}', 1, 1, 1);`,
  120: `
    INSERT INTO identity_kept VALUES ('p1', 'p2', 'филиал', 'admin', '${at}');
    INSERT INTO identity_finding VALUES ('provider', 'p1', 'p2', 'inn', 'almet', '${at}');`,
  130: `
    UPDATE provider SET keeper = 'almet', decider = 'mintrud' WHERE id = 'p1';`,
  140: `
    UPDATE peer_state SET clock_days = 3 WHERE peer = 'almet';`,
  150: `
    INSERT INTO record_reference (registry, row_id, field, root_id, target_registry, target_id) VALUES ('pact', 'a1', 'provider', 'a1', 'provider', 'p1');`,
  160: `
    UPDATE peer_state SET clock_days = 400;`,
  170: `
    INSERT INTO change_event (kind, stamp, registry, record_id, root_id, field, before, after, office, operator, at, word_key, version, outcome)
      VALUES ('word', '${at}-0009-mintrud', 'provider', 'p3', 'p3', 'status', 'null', '"draft"', 'mintrud', 'admin', '${at}', ' a b', 1, 'applied');
    INSERT INTO withheld_change (peer, seq) SELECT 'almet', seq FROM change_event WHERE root_id = 'p3';`,
  180: `
    INSERT INTO provider_decision (id, parent_id, event, number) VALUES ('d180', 'p1', 'submit', '7');`,
  190: `
    INSERT INTO record_term VALUES ('p1', 'registryDecision', 'provider', NULL, 'registryDecision', '2026-11-20', '2026-11-23', '2026-11-24', 0, NULL);`,
  200: `
    UPDATE provider SET legal_form = '75201', places_free = 3 WHERE id = 'p1';`,
  270: `
    INSERT INTO file_content (address, record_id, size, chunks, digest) VALUES ('a1', NULL, 3, 1, 'd1');`,
  280: `
    INSERT INTO issued_paper (code, number, kind, registry, record_id, version, made_on, digest, operator, at) VALUES ('0000-0000-0000', '2026-1', 'provider-extract', 'provider', 'p1', 1, '2026-11-23', 'd', 'o', '${at}');`,
  290: `
    INSERT INTO participant (id, created_at, changed_at, title_key, status, name) VALUES ('m1', '${at}', '${at}', 'a', 'active', 'Орган');
    INSERT INTO participant_contact (id, parent_id, post) VALUES ('c1', 'm1', 'Должность');`,
  300: `
    INSERT INTO specialist (id, created_at, changed_at, status, participant) VALUES ('s1', '${at}', '${at}', 'active', 'm1');`,
  310: `
    INSERT INTO procedure (id, created_at, changed_at, status, title) VALUES ('r1', '${at}', '${at}', 'active', 'Порядок');`,
  320: `
    INSERT INTO information (id, created_at, changed_at, status, name) VALUES ('i1', '${at}', '${at}', 'active', 'Сведения');`,
  330: `
    INSERT INTO legal_act (id, created_at, changed_at, status, title) VALUES ('l1', '${at}', '${at}', 'active', 'Акт');`,
  340: `
    INSERT INTO agreement (id, created_at, changed_at, status, subject) VALUES ('g1', '${at}', '${at}', 'draft', 'Предмет');`,
  350: `
    INSERT INTO shipped_declined (record_id, version, operator, at) VALUES ('m1', 1, 'o', '${at}');`,
  390: `
    INSERT INTO application (id, created_at, changed_at, title_key, status, applicant)
      VALUES ('z1', '${at}', '${at}', 'a', 'registered', 'Заявитель');
    INSERT INTO application_decision (id, parent_id, event) VALUES ('d350', 'z1', 'register');`,
};
