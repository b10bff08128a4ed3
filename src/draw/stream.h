/* Chance without state: every draw is a function of (seed, replication, class, number in the class, name of step and purpose, visit, try).
 *
 * Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011) is asked for the block at a 128-bit counter:
 *
 *     word 0   number in the class, from 1 (or the occurrence, where no patient draws)
 *     word 1   hash of the class's name (or the owner's)
 *     word 2   hash of step or item name and purpose (wr_draw_purpose)
 *     word 3   visit in the lower 24 bits, try number in the upper 8
 *
 * under a 64-bit key mixed from seed and replication. One block gives two doubles, so purposes go in pairs: a step's usual two draws
 * (how long, where next) cost one block. Nothing is remembered between draws, so an inserted step shifts nobody else's. */
#ifndef WR_DRAW_STREAM_H
#define WR_DRAW_STREAM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The key of a replication. Made by wr_draw_key_init, read by everything that draws; never changes. */
struct wr_draw_key {
    uint32_t word[2];
};

/* Which draw: the counter without the try number. */
struct wr_draw_id {
    uint32_t number;  /* of the patient in the class, or the occurrence */
    uint32_t owner;   /* wr_draw_hash of the class's name */
    uint32_t purpose; /* wr_draw_purpose */
    uint32_t visit;   /* this patient's how-manieth use, from 0; the lower 24 bits count */
};

/* For one seed, different replications always have different keys. */
struct wr_draw_key wr_draw_key_init(uint64_t seed, uint32_t replication);
/* 32-bit hash of a class's or owner's name: stable for ever, the same on every machine. */
uint32_t wr_draw_hash(const char *name);
/* 32-bit hash of a step's or item's name and what is drawn there ("takes and then", "there and found"). Two purposes that share a block are
 * one pair name here, and take out[0] and out[1]. */
uint32_t wr_draw_purpose(const char *name, const char *purpose);

#define WR_DRAW_TRIES 256 /* tries are numbered 0 to 255 */

/* One round of Philox 4x32: two 32x32 to 64 bit products and four xors. */
#define WR_DRAW_PHILOX_M0 0xD2511F53u
#define WR_DRAW_PHILOX_M1 0xCD9E8D57u
#define WR_DRAW_PHILOX_W0 0x9E3779B9u
#define WR_DRAW_PHILOX_W1 0xBB67AE85u

/* The block itself, as Random123's philox4x32_R(10, ...) gives it. */
static inline void wr_draw_philox(const uint32_t counter[4], struct wr_draw_key key, uint32_t out[4])
{
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    uint32_t k0 = key.word[0], k1 = key.word[1];
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = (uint64_t)WR_DRAW_PHILOX_M0 * c0, p1 = (uint64_t)WR_DRAW_PHILOX_M1 * c2;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += WR_DRAW_PHILOX_W0;
        k1 += WR_DRAW_PHILOX_W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

/* (k + 1/2) / 2^52 for the upper 52 of 64 random bits: never 0, never 1, and 1 - u is exact. */
static inline double wr_draw_unit(uint32_t low, uint32_t high)
{
    uint64_t bits = (((uint64_t)high << 32 | low) >> 12) | 0x3FF0000000000000u; /* 1 + k/2^52 */
    double x;
    memcpy(&x, &bits, sizeof x);
    return x - (1.0 - 0x1p-53);
}

/* Two uniform numbers in the open interval (0, 1). `attempt` is the try number, 0 for the first. */
static inline void wr_draw_pair(struct wr_draw_key key, const struct wr_draw_id *id, uint32_t attempt, double out[2])
{
    uint32_t counter[4] = {id->number, id->owner, id->purpose, (id->visit & 0xFFFFFFu) | attempt << 24}, block[4];
    wr_draw_philox(counter, key, block);
    out[0] = wr_draw_unit(block[0], block[1]);
    out[1] = wr_draw_unit(block[2], block[3]);
}

/* The same for `count` consecutive numbers id->number, id->number + 1, ... at try 0: first[i] and second[i] are out[0] and out[1] of
 * wr_draw_pair for id->number + i, to the bit. Several times faster a block than one by one. */
void wr_draw_pairs(struct wr_draw_key key, const struct wr_draw_id *id, size_t count, double *restrict first, double *restrict second);

#endif
