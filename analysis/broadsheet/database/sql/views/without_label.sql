-- a title without the labels that agencies put before one that they send again: `UPDATE 2-`,
-- `CORRECTED:`, `RE-TRANSMISSION:`, one or several. A dash ends a label in capitals, a colon one in
-- any case. The title is returned as it is where it has none.
create macro without_label(title) as regexp_replace(
    title,
    '^ *(?:(?:'
        || '(?i:UPDATE|CORRECTED|CORRECTION|RE-?TRANSMISSION|WRAPUP|REFILED?|RPT|REPEAT)'
        || '(?: [0-9]+)? *:|'
        || '(?:UPDATE|CORRECTED|CORRECTION|RE-?TRANSMISSION|WRAPUP|REFILED?|RPT|REPEAT)'
        || '(?: [0-9]+)? *[-–—]'
        || ') *)+',
    ''
);
