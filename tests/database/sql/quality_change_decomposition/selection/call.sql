-- videos against those of two days before, about AI alone; the day between counts nowhere
from quality_change_decomposition(
    since := date '2021-03-03', until := date '2021-03-04', topic := 'AI', category := 'videos',
    type := 'video', previous_until := date '2021-03-02'
)
