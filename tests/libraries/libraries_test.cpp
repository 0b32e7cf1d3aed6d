// SPDX-License-Identifier: EUPL-1.2
// What core takes for granted of the libraries beneath it, in the native and in the WASM build.
#include <doctest/doctest.h>
#include <sodium.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Closer {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Connection = std::unique_ptr<sqlite3, Closer>;

Connection open(const std::string& path) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open(path.c_str(), &database);
    Connection connection{database};
    REQUIRE(code == SQLITE_OK);
    return connection;
}

// The first column of each row, as text.
std::vector<std::string> rows(const Connection& connection, const std::string& sql) {
    std::vector<std::string> found;
    const auto add = [](void* into, int, char** values, char**) {
        static_cast<std::vector<std::string>*>(into)->push_back(values[0] ? values[0] : "NULL");
        return 0;
    };
    CAPTURE(sql);
    REQUIRE(sqlite3_exec(connection.get(), sql.c_str(), add, &found, nullptr) == SQLITE_OK);
    return found;
}

}  // namespace

TEST_CASE("SQLite keeps a full-text index in a write-ahead log over a reopen") {
    const std::string path = "libraries_test.db";
    for (const char* suffix : {"", "-wal", "-shm"}) std::remove((path + suffix).c_str());
    {
        const Connection first = open(path);
        rows(first, "PRAGMA locking_mode=EXCLUSIVE");
        CHECK(rows(first, "PRAGMA journal_mode=WAL") == std::vector<std::string>{"wal"});
        rows(first, "PRAGMA synchronous=FULL");
        rows(first, "CREATE VIRTUAL TABLE idea USING fts5(title)");
        rows(first, "INSERT INTO idea VALUES ('Mehr Bänke am Kesselbrink'), ('Trinkbrunnen')");
    }
    const Connection again = open(path);
    rows(again, "PRAGMA locking_mode=EXCLUSIVE");  // the phone's files have no shared memory
    CHECK(rows(again, "SELECT title FROM idea WHERE idea MATCH 'trinkbrunnen'") ==
          std::vector<std::string>{"Trinkbrunnen"});
}

TEST_CASE("SQLite overwrites what is deleted and refuses orphans, without being asked") {
    const Connection memory = open(":memory:");
    CHECK(rows(memory, "PRAGMA secure_delete") == std::vector<std::string>{"1"});
    CHECK(rows(memory, "PRAGMA foreign_keys") == std::vector<std::string>{"1"});
}

TEST_CASE("libsodium draws different bytes each time, signs and opens sealed boxes") {
    REQUIRE(sodium_init() >= 0);
    unsigned char first[32];
    unsigned char second[32];
    randombytes_buf(first, sizeof first);
    randombytes_buf(second, sizeof second);
    CHECK(std::string(first, first + 32) != std::string(second, second + 32));

    unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
    unsigned char secret_key[crypto_sign_SECRETKEYBYTES];
    crypto_sign_keypair(public_key, secret_key);
    unsigned char signature[crypto_sign_BYTES];
    crypto_sign_detached(signature, nullptr, first, sizeof first, secret_key);
    CHECK(crypto_sign_verify_detached(signature, first, sizeof first, public_key) == 0);
    CHECK(crypto_sign_verify_detached(signature, second, sizeof second, public_key) != 0);

    unsigned char box_public[crypto_box_PUBLICKEYBYTES];
    unsigned char box_secret[crypto_box_SECRETKEYBYTES];
    crypto_box_keypair(box_public, box_secret);
    unsigned char sealed[sizeof first + crypto_box_SEALBYTES];
    unsigned char opened[sizeof first];
    REQUIRE(crypto_box_seal(sealed, first, sizeof first, box_public) == 0);
    REQUIRE(crypto_box_seal_open(opened, sealed, sizeof sealed, box_public, box_secret) == 0);
    CHECK(std::string(opened, opened + 32) == std::string(first, first + 32));
}

TEST_CASE("tests know where the source lies") {
    const char* source = std::getenv("QP_SOURCE");
    REQUIRE(source != nullptr);
    std::FILE* readme = std::fopen((std::string(source) + "/LICENSE").c_str(), "r");
    CHECK(readme != nullptr);
    if (readme != nullptr) std::fclose(readme);
}
