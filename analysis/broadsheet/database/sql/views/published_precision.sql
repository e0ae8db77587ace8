-- a word for how exactly a time of publication is known: `day` or `second`; null where there is none.
-- A time of exactly 00:00:00 UTC is a date without a clock.
create macro published_precision(moment) as
    if(moment is null, null, if(epoch_us(moment) % 86400000000 = 0, 'day', 'second'));
