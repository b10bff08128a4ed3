/* Between the files of measure/. */
#ifndef WR_MEASURE_INTERNAL_H
#define WR_MEASURE_INTERNAL_H

/* The normal quantile at 97.5%. */
#define WR_I_MEASURE_Z95 1.959963984540054

/* With fewer single years than this the 2.5% and 97.5% points lie beyond the outermost but one: the least and the most are said instead. */
#define WR_I_MEASURE_FEW 40

#endif
