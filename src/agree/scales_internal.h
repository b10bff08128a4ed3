/* The scales of the program, written into it while it is built (scales/meson.build). */
#ifndef WR_AGREE_SCALES_INTERNAL_H
#define WR_AGREE_SCALES_INTERNAL_H

extern const char wr_i_scales_clinical_safety[], wr_i_scales_trust_register[];

#endif
