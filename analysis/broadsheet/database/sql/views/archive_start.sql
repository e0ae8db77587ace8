-- the first day from which the archive was kept, on the clock of a time zone. It is the earliest
-- publication of a document that was first seen within a week of it. Documents that are older were
-- added later. Where nothing was seen so early, as after the one load of an old archive, it is the
-- earliest publication of all.
create macro archive_start(tz) as (
    select coalesce(
        min(on_clock(published_at, tz)) filter (
            abs(epoch(first_seen_at) - epoch(published_at)) <= 7 * 86400
        ),
        min(on_clock(published_at, tz))
    )::date
    from articles
);
