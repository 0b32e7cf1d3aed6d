# SPDX-License-Identifier: EUPL-1.2
# libsodium for the phone, from Debian's source of the very version that native builds link. Only what
# core/ops uses is compiled: signatures, hashes, sealed boxes, Argon2id.
set(sodium_dir "${CMAKE_SOURCE_DIR}/.cache/sources/libsodium-1.0.18/src/libsodium")
if(NOT EXISTS "${sodium_dir}/sodium/core.c")
  message(FATAL_ERROR "libsodium's source is missing: ./dev setup fetches it")
endif()

# What its configure script would have written.
set(VERSION 1.0.18)
set(SODIUM_LIBRARY_VERSION_MAJOR 10)
set(SODIUM_LIBRARY_VERSION_MINOR 3)
set(SODIUM_LIBRARY_MINIMAL_DEF "")
set(sodium_include "${CMAKE_BINARY_DIR}/sodium/include")
file(COPY "${sodium_dir}/include/" DESTINATION "${sodium_include}")
configure_file("${sodium_dir}/include/sodium/version.h.in" "${sodium_include}/sodium/version.h" @ONLY)

set(sodium_sources
  crypto_auth/hmacsha256/auth_hmacsha256.c
  crypto_box/crypto_box.c
  crypto_box/crypto_box_easy.c
  crypto_box/crypto_box_seal.c
  crypto_box/curve25519xsalsa20poly1305/box_curve25519xsalsa20poly1305.c
  crypto_core/ed25519/ref10/ed25519_ref10.c
  crypto_core/hchacha20/core_hchacha20.c
  crypto_core/hsalsa20/core_hsalsa20.c
  crypto_core/hsalsa20/ref2/core_hsalsa20_ref2.c
  crypto_core/salsa/ref/core_salsa_ref.c
  crypto_generichash/blake2b/generichash_blake2.c
  crypto_generichash/blake2b/ref/blake2b-compress-ref.c
  crypto_generichash/blake2b/ref/blake2b-ref.c
  crypto_generichash/blake2b/ref/generichash_blake2b.c
  crypto_generichash/crypto_generichash.c
  crypto_hash/crypto_hash.c
  crypto_hash/sha256/cp/hash_sha256_cp.c
  crypto_hash/sha256/hash_sha256.c
  crypto_hash/sha512/cp/hash_sha512_cp.c
  crypto_hash/sha512/hash_sha512.c
  crypto_onetimeauth/crypto_onetimeauth.c
  crypto_onetimeauth/poly1305/donna/poly1305_donna.c
  crypto_onetimeauth/poly1305/onetimeauth_poly1305.c
  crypto_pwhash/argon2/argon2-core.c
  crypto_pwhash/argon2/argon2-encoding.c
  crypto_pwhash/argon2/argon2-fill-block-ref.c
  crypto_pwhash/argon2/argon2.c
  crypto_pwhash/argon2/blake2b-long.c
  crypto_pwhash/argon2/pwhash_argon2i.c
  crypto_pwhash/argon2/pwhash_argon2id.c
  crypto_pwhash/crypto_pwhash.c
  crypto_scalarmult/crypto_scalarmult.c
  crypto_scalarmult/curve25519/ref10/x25519_ref10.c
  crypto_scalarmult/curve25519/scalarmult_curve25519.c
  crypto_secretbox/crypto_secretbox.c
  crypto_secretbox/crypto_secretbox_easy.c
  crypto_secretbox/xsalsa20poly1305/secretbox_xsalsa20poly1305.c
  crypto_sign/crypto_sign.c
  crypto_sign/ed25519/ref10/keypair.c
  crypto_sign/ed25519/ref10/open.c
  crypto_sign/ed25519/ref10/sign.c
  crypto_sign/ed25519/sign_ed25519.c
  crypto_stream/chacha20/ref/chacha20_ref.c
  crypto_stream/chacha20/stream_chacha20.c
  crypto_stream/crypto_stream.c
  crypto_stream/salsa20/ref/salsa20_ref.c
  crypto_stream/salsa20/stream_salsa20.c
  crypto_stream/xsalsa20/stream_xsalsa20.c
  crypto_verify/sodium/verify.c
  sodium/codecs.c
  sodium/core.c
  sodium/runtime.c
  sodium/utils.c
  sodium/version.c)
list(TRANSFORM sodium_sources PREPEND "${sodium_dir}/")

add_library(sodium_wasm STATIC ${sodium_sources} "${CMAKE_CURRENT_LIST_DIR}/libsodium_wasm_random.c")
target_include_directories(sodium_wasm SYSTEM PUBLIC "${sodium_include}")
target_include_directories(sodium_wasm PRIVATE "${sodium_include}/sodium")
target_compile_definitions(sodium_wasm PUBLIC SODIUM_STATIC=1)
target_compile_definitions(sodium_wasm PRIVATE
  CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1 HAVE_STDINT_H=1 HAVE_INTTYPES_H=1 HAVE_ERRNO_H=1 HAVE_C_VARARRAYS=1
  HAVE_WEAK_SYMBOLS=1 HAVE_GETENTROPY=0)
# -O2 makes it a sixth larger and signs no faster (0.07 ms a signature, 0.11 ms a check, in Node 22).
target_compile_options(sodium_wasm PRIVATE -w -Oz -fno-strict-aliasing)
