/* SHA-256 (FIPS 180-4): a fingerprint of what was read, so that a result can be traced to its file. */
#ifndef WR_BASE_SHA256_H
#define WR_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct wr_sha256 {
    uint32_t state[8];
    uint64_t bytes;
    unsigned char block[64];
};

void wr_sha256_init(struct wr_sha256 *h);
void wr_sha256_add(struct wr_sha256 *h, const void *data, size_t n);
/* 64 hexadecimal digits and a zero. */
void wr_sha256_end(struct wr_sha256 *h, char hex[65]);

#endif
