-- the number of standard errors that a 95 % interval reaches to either side, with so many degrees of
-- freedom: the t whose `student_deviate` is 1.96.
create macro student_reach(freedom) as sqrt(
    2 * freedom
    * exp((1.959963984540054 * (8 * freedom + 3) / (8 * freedom + 1)) ** 2 / freedom / 2)
    * sinh((1.959963984540054 * (8 * freedom + 3) / (8 * freedom + 1)) ** 2 / freedom / 2)
);
