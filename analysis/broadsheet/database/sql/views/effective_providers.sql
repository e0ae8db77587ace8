-- the effective number of providers of the distinct items of a selection, with its 95 % interval (see
-- effective_groups). There is no row where no item names its provider.
create macro effective_providers(since, until, tz) as table
from effective_groups(since, until, tz, 'provider');
