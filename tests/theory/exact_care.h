/* Queues with patience, interruption, breakdowns, other work, groups, errands and beds that are kept, whose answer is known. Rates are per hour, times in
 * hours. Sources stand at each. */
#ifndef WR_TESTS_THEORY_EXACT_CARE_H
#define WR_TESTS_THEORY_EXACT_CARE_H

#include <stddef.h>

/* M/M/c whose customers wait an exponential time with mean `patience` at most (Palm C, Tele 1957; Garnett O, Mandelbaum A, Reiman M, Manuf Serv Oper Manag
 * 2002;4:208-227): mean number waiting, and the share who give up. By the birth and death chain. */
struct exact_erlang_a {
    double waiting, lost;
};
struct exact_erlang_a exact_erlang_a(double rate, double mean, double patience, int c);
/* M/M/1 whose customers wait so long and no longer: the share who give up (Barrer DY, Oper Res 1957;5:644-656). By the density of the work found. */
double exact_patience_constant(double rate, double mean, double patience);
/* M/G/1, classes by priority, the first interrupting the others, who go on where they stopped: mean time there of class `of` (Cobham's argument for work that is
 * resumed: Jaiswal NK, Priority Queues, 1968, ch. 3). */
double exact_interrupting_time(const double *rate, const double *mean, const double *square, size_t n, size_t of);
/* M/M/1 whose server is well for an exponential time of mean `well` and then, for one of mean `ill`, works at 1/factor of its pace (factor 0: not at all), whether or not
 * anybody is there: mean time there. A quasi birth and death process (Neuts MF, Matrix-Geometric Solutions, 1981, ch. 6: M/M/1 in a random environment). */
double exact_breakdown_time(double rate, double mean, double well, double ill, double factor);
/* M/G/1 whose server, when nobody is there, turns to other work of constant length, again and again: mean wait (Levy Y, Yechiali U, Manage Sci 1975;22:202-211). */
double exact_vacation_wait(double rate, double mean, double square, double other);
/* Customers are collected until there are n, and each group is served in one exponential time: mean wait of a customer, for companions and then for the
 * server. The groups are E_n/M/1 (Kleinrock L, Queueing Systems, vol. 1, 1975, ch. 6). */
double exact_group_wait(double rate, double mean, int n);
/* Each customer goes to two M/M/1 queues at once and leaves when both are done: mean time there (Flatto L, Hahn S, SIAM J Appl Math 1984;44:1041-1053; in this form
 * Nelson R, Tantawi AN, IEEE Trans Comput 1988;37:739-743). */
double exact_fork_join_time(double rate, double mean);

#endif
