-- a time on the clock of a time zone. UTC, as stored, needs no calendar and so is faster.
create macro on_clock(moment, tz) as
    if(tz = 'UTC', make_timestamp(epoch_us(moment)), moment at time zone tz);
