/* Test vectors of FIPS 180-4's examples (NIST, "Secure Hash Standard: example values") and the empty message. */
#include "support/check.h"

#include <string.h>

#include "base/sha256.h"

static void check_hash(const char *text, size_t times, size_t piece, const char *want)
{
    struct wr_sha256 h;
    char hex[65];
    size_t n = strlen(text), i, at;

    wr_sha256_init(&h);
    for (i = 0; i < times; i++)
        for (at = 0; at < n; at += piece)
            wr_sha256_add(&h, text + at, n - at < piece ? n - at : piece);
    wr_sha256_end(&h, hex);
    assert_string_equal(hex, want);
}

static void test_vectors(void **state)
{
    static const char two[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    static const char two_hash[] = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
    size_t piece;

    (void)state;
    check_hash("", 1, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_hash("abc", 1, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (piece = 1; piece <= 56; piece++) /* however it is cut */
        check_hash(two, 1, piece, two_hash);
    check_hash("aaaaaaaaaa", 100000, 10, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_vectors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
