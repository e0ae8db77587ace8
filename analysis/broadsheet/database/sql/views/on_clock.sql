-- a time on the clock of a time zone. UTC, as stored, needs no calendar and so is faster. A date
-- without a clock (see published_precision) is the same date in every zone.
create macro on_clock(moment, tz) as
    if(
        tz = 'UTC' or published_precision(moment) = 'day',
        make_timestamp(epoch_us(moment)),
        moment at time zone tz
    );
