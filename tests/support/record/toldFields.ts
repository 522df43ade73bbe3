/**
 * The log as changes of single fields, to stand after FROM: read without the program's own reading, which these tests are
 * about. A birth is one row that tells all the fields it names.
 */
export const toldFields = `(
  SELECT seq, kind, stamp, registry, record_id, root_id, iif(field = '', part.key, field) AS field,
         CASE WHEN field <> '' THEN after
              WHEN part.type IN ('true', 'false', 'array') THEN iif(part.type = 'array', part.value, part.type)
              ELSE json_quote(part.value) END AS after,
         replaces, office, word_key, settles, outcome, via
    FROM change_event JOIN json_each(iif(field = '', after, '[0]')) AS part)`;
