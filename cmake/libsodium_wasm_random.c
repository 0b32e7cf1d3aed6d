/* SPDX-License-Identifier: EUPL-1.2
 *
 * libsodium's randomness in WASM. Its own file asks a Module object for four bytes at a time and
 * takes "self" or "require" for granted; this one fills whole buffers from Web Crypto, which
 * browsers (workers and insecure origins too) and Node 20 or newer have. Without it the program
 * stops: a key from anything weaker would be worse.
 */
#include <assert.h>
#include <emscripten.h>
#include <stdlib.h>

#include "randombytes.h"

EM_JS(int, qp_fill_random, (unsigned char* buffer, int size), {
    const crypto = globalThis.crypto;
    if (!crypto) return 0;
    // getRandomValues takes 64 kB at a time.
    for (let done = 0; done < size; done += 65536) {
        const end = Math.min(size, done + 65536);
        crypto.getRandomValues(HEAPU8.subarray(buffer + done, buffer + end));
    }
    return 1;
});

void randombytes_buf(void* const buffer, const size_t size) {
    if (size > 0 && !qp_fill_random((unsigned char*)buffer, (int)size)) abort();
}

uint32_t randombytes_random(void) {
    uint32_t value;
    randombytes_buf(&value, sizeof value);
    return value;
}

uint32_t randombytes_uniform(const uint32_t upper_bound) {
    if (upper_bound < 2) return 0;
    /* 2^32 mod upper_bound: what lies below it would make small results likelier. */
    const uint32_t min = (1U + ~upper_bound) % upper_bound;
    uint32_t value;
    do {
        value = randombytes_random();
    } while (value < min);
    return value % upper_bound;
}

void randombytes(unsigned char* const buffer, const unsigned long long size) {
    randombytes_buf(buffer, (size_t)size);
}

const char* randombytes_implementation_name(void) {
    return "webcrypto";
}
int randombytes_set_implementation(randombytes_implementation* implementation) {
    (void)implementation;
    return -1;
}
void randombytes_stir(void) {}
int randombytes_close(void) {
    return 0;
}
