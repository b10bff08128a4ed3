/* Which draw is whose (rule 21): the one place where the keys of draws are laid out.
 *
 * Every draw belongs to (seed, replication; owner, number; name and purpose; visit; try), see draw/stream.h. One Philox block gives two
 * uniform numbers, so purposes go in pairs, and a pair has one name for ever:
 *
 *   owner    number                 name        pair                         out[0]                  out[1]                 visit
 *   kind     (n + 1) / 2            the kind    gaps                         gap before odd n        gap before even n      0
 *   kind     n                      attribute   attribute                    its value               not used               0
 *   kind     n                      step        takes and then               how long it takes       where next             starts of that step
 *   kind     n                      item        there and wrong              there at once           wrong                  times it was drawn
 *   kind     n                      item        chase takes and found        how long chasing takes  found                  times it was drawn
 *   kind     n                      step, item, adopts CHANGE                adopted                 not used               as the draw it is for
 *                                   attribute
 *   place    occurrence             the place   turnaround                   how long it takes       not used               0
 *   kind     n                      step        gives up                     patience                not used               times drawn for this step
 *   kind     n                      step        unless                       when it comes           not used               as takes
 *   kind     n                      step        sets ATTRIBUTE               its value               not used               as takes
 *   kind     n                      outcome     comes back and after         whether                 after how long         times they left so
 *   kind     n                      the kind    comes                        whether the booked come not used               0
 *   kind     n                      task        task takes                   how long                not used               tasks begun for them
 *   kind     n                      task        task gap                     the gap                 not used               gaps drawn for them
 *   task     occurrence             the task    task takes                   how long                not used               0
 *   task     gap, from 1            the task    task gap                     the gap                 not used               0
 *   staff    person                 the staff   filled                       whether they come       not used               0
 *   thing    occurrence             its name    down                         the gap                 how long it lasts      entry of `down`
 *   system   occurrence             its name    afterwards                   how long                not used               0
 *
 * n counts the patients of a kind from 1. Nothing here depends on where a step stands in the file or on which steps there are besides, so an
 * inserted step leaves everybody else's draws alone. A value that is drawn again uses the same half of the next tries of its own key.
 *
 * A time and a route of one step and visit share one draw for the adoption of a change: whoever has adopted it there, has. Gaps are drawn two
 * to a block, of consecutive patients, because a block is shared only by what no insertion can part. What is drawn ahead for speed (arrive.c:
 * gaps, attributes and the pairs of steps, in batches of consecutive numbers) are these same draws. */
#ifndef WR_SIM_KEYS_INTERNAL_H
#define WR_SIM_KEYS_INTERNAL_H

#define WR_I_PAIR_GAPS "gaps"
#define WR_I_PAIR_ATTRIBUTE "attribute"
#define WR_I_PAIR_STEP "takes and then"
#define WR_I_PAIR_ITEM "there and wrong"
#define WR_I_PAIR_CHASE "chase takes and found"
#define WR_I_PAIR_ADOPTS "adopts " /* and the change's name */
#define WR_I_PAIR_TURNAROUND "turnaround"
#define WR_I_PAIR_GIVES_UP "gives up"
#define WR_I_PAIR_UNLESS "unless"
#define WR_I_PAIR_SETS "sets " /* and the attribute's name */
#define WR_I_PAIR_BACK "comes back and after"
#define WR_I_PAIR_COMES "comes"
#define WR_I_PAIR_TASK_TAKES "task takes"
#define WR_I_PAIR_TASK_GAP "task gap"
#define WR_I_PAIR_FILLED "filled"
#define WR_I_PAIR_DOWN "down"
#define WR_I_PAIR_AFTERWARDS "afterwards"

#endif
