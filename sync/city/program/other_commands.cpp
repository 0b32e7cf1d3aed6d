// SPDX-License-Identifier: EUPL-1.2
#include <condition_variable>
#include <fstream>
#include <iostream>
#include <mutex>

#include "native/files.h"
#include "native/system_clock.h"
#include "native/system_random.h"
#include "sync/city/opendata/open_data.h"
#include "sync/city/opendata/table.h"
#include "sync/city/program/commands.h"
#include "sync/city/storage/key_store.h"
#include "sync/city/storage/storage.h"

namespace qp::city::program {

namespace {

int failed(const Error& error) {
    std::cerr << native::describe(error) << "\n";
    return 1;
}

Result<storage::KeyStore> keys_or_new(const CityConfig& config) {
    native::SystemClock clock;
    native::SystemRandom random;
    const storage::DataFiles files{config.data_dir};
    auto keys = storage::KeyStore::open(files.keys);
    if (keys || keys.error().code != Code::not_found) return keys;
    return storage::KeyStore::create(files.keys, config.name, random, clock.now());
}

// The same bytes that the server would send, piece by piece into a file.
Status write_export(opendata::OpenData& open_data, const std::string& path,
                    const std::string& file) {
    std::ofstream out{file, std::ios::binary};
    if (!out) return fail(Code::storage, "cannot write " + file);
    std::mutex mutex;
    std::condition_variable wake;
    std::optional<http::Response> response;
    http::Request request;
    request.path = path;
    open_data.handle(request,
                     http::Reply{[&](http::Response made) { response = std::move(made); }});
    const auto* stream = response ? std::get_if<http::StreamBody>(&response->body) : nullptr;
    if (!stream) return fail(Code::not_found, path);
    for (;;) {
        std::optional<http::Piece> piece;
        stream->next([&](http::Piece given) {
            const std::lock_guard lock{mutex};
            piece = std::move(given);
            wake.notify_one();
        });
        std::unique_lock lock{mutex};
        wake.wait(lock, [&] { return piece.has_value(); });
        if (!*piece) return fail(piece->error());
        if (!**piece) break;
        out << ***piece;
    }
    out.close();
    return out ? Status{} : fail(Code::no_space, "cannot write " + file);
}

}  // namespace

int import_content(const CityConfig& config, const ImportRequest& request) {
    native::SystemClock clock;
    native::SystemRandom random;
    const auto report = import_files(config, request, clock, random);
    if (!report) return failed(report.error());
    for (const std::string& fault : report->faults) std::cerr << fault << "\n";
    std::cout << report->read << " rows read, " << report->published << " entries new or changed, "
              << report->fault_count << " faults" << std::endl;
    return 0;
}

int print_keys(const CityConfig& config) {
    const auto keys = keys_or_new(config);
    if (!keys) return failed(keys.error());
    std::cout << "city " << keys->city().id.hex() << "\n"
              << "genesis " << to_hex(keys->city().genesis) << "\n"
              << "version " << keys->list().version << "\n";
    for (const ops::CityKey& key : keys->list().keys)
        std::cout << "key " << to_hex(key.id) << " from " << to_iso(key.not_before) << "\n";
    std::cout << std::flush;
    return 0;
}

int rotate_keys(const CityConfig& config, int days_ahead) {
    native::SystemClock clock;
    native::SystemRandom random;
    auto keys = storage::KeyStore::open(storage::DataFiles{config.data_dir}.keys);
    if (!keys) return failed(keys.error());
    const Instant from = clock.now() + std::chrono::hours{24 * days_ahead};
    if (auto rotated = keys->rotate(random, from); !rotated) return failed(rotated.error());
    return print_keys(config);
}

int revoke_key(const CityConfig& config, const std::string& key) {
    native::SystemClock clock;
    const storage::DataFiles files{config.data_dir};
    const auto bytes = from_hex(key).value_or(Bytes{});
    if (const auto id = to_array<8>(bytes)) {
        auto keys = storage::KeyStore::open(files.keys);
        if (!keys) return failed(keys.error());
        if (auto revoked = keys->revoke(*id, clock.now()); !revoked) return failed(revoked.error());
        return print_keys(config);
    }
    const auto author = to_array<32>(bytes);
    if (!author) return failed(Error{Code::bad_argument, "a key has 16 or 64 hex digits"});
    auto log = storage::OperationLog::open(files.operations);
    if (!log) return failed(log.error());
    if (auto revoked = log->revoke(*author, clock.now()); !revoked) return failed(revoked.error());
    std::cout << "what this key signs is held from now on; take it out of [[enrolled]] as well"
              << std::endl;
    return 0;
}

int reinstate_key(const CityConfig& config, const std::string& key) {
    native::SystemClock clock;
    const auto bytes = from_hex(key).value_or(Bytes{});
    const auto author = to_array<32>(bytes);
    if (!author) return failed(Error{Code::bad_argument, "such a key has 64 hex digits"});
    auto log = storage::OperationLog::open(storage::DataFiles{config.data_dir}.operations);
    if (!log) return failed(log.error());
    const auto released = log->reinstate(*author, clock.now());
    if (!released) return failed(released.error());
    std::cout << *released << " operations were held and count now" << std::endl;
    return 0;
}

int export_open_data(const CityConfig& config, const std::string& folder) {
    native::SystemClock clock;
    if (auto made = native::make_folder(folder); !made) return failed(made.error());
    auto reader = storage::Reader::open(storage::DataFiles{config.data_dir}.content);
    if (!reader) return failed(reader.error());
    opendata::OpenData open_data{
        {clock, **reader, config.opendata_licence, config.opendata_publisher}};
    for (const opendata::Table& table : opendata::tables())
        for (const char* ending : {".csv", ".json"}) {
            const std::string name = std::string{table.name} + ending;
            std::string path = folder;
            path.append("/").append(name);
            if (auto done = write_export(open_data, "/opendata/" + name, path); !done)
                return failed(done.error());
        }
    std::cout << opendata::tables().size() << " tables in " << folder << std::endl;
    return 0;
}

}  // namespace qp::city::program
