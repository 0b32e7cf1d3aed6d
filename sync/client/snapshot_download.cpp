// SPDX-License-Identifier: EUPL-1.2
#include "sync/client/snapshot_download.h"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "native/file_hash.h"
#include "native/files.h"
#include "sync/client/snapshot_description.h"

namespace qp::client {
namespace {

namespace fs = std::filesystem;

// As they come: with curl's own pieces, of 16 kB, more of the time goes to the system's calls.
constexpr long kPieceBytes = 512 * 1024;
// A snapshot may take as long as it takes, as long as bytes come.
constexpr Deadlines kSnapshotDeadlines{Milliseconds{5000}, Milliseconds{0}, Milliseconds{20000}};

struct Transfer {
    CURL* handle;
    SnapshotDescription said;
    std::FILE* file = nullptr;
    std::string part;
    std::string part_hash;
    std::string resumed_hash;  // empty: from the start
    std::uint64_t bytes_max = 0;
    std::uint64_t bytes = 0;
    std::optional<Error> error;
    bool has_begun = false;
    // Of what stands in the part, as it comes: reading all of it again would cost more.
    native::FileHash hash{};
};

std::size_t take_header(char* data, std::size_t, std::size_t size, void* context) {
    static_cast<Transfer*>(context)->said.take_line({data, size});
    return size;
}

long status_of(CURL* handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

Status add_file(native::FileHash& hash, const std::string& path) {
    return native::read_pieces(path, [&](BytesView piece) {
        hash.add(piece);
        return Status{};
    });
}

// With the first byte of a body that is (part of) the file.
Status begin(Transfer& transfer) {
    transfer.has_begun = true;
    const bool goes_on = status_of(transfer.handle) == 206 && !transfer.resumed_hash.empty() &&
                         transfer.said.hash == transfer.resumed_hash;
    if (!goes_on && status_of(transfer.handle) == 206)
        return fail(Code::bad_signature, "a part of another snapshot");
    if (goes_on) {
        if (auto added = add_file(transfer.hash, transfer.part); !added) return added;
    } else {
        transfer.bytes = 0;
        // First which file it will be a part of, then the part: never the other way round.
        std::error_code gone;
        fs::remove(transfer.part, gone);
        if (auto written = native::write_durably(transfer.part_hash, as_bytes(transfer.said.hash),
                                                 native::Access::owner);
            !written)
            return written;
    }
    transfer.file = std::fopen(transfer.part.c_str(), goes_on ? "ab" : "wb");
    if (!transfer.file) return fail(Code::storage, transfer.part + ": cannot be opened");
    return {};
}

std::size_t take_body(char* data, std::size_t, std::size_t size, void* context) {
    auto& transfer = *static_cast<Transfer*>(context);
    const long status = status_of(transfer.handle);
    if (status != 200 && status != 206) return size;  // its words do not matter
    if (!transfer.has_begun) {
        if (auto begun = begin(transfer); !begun) {
            transfer.error = begun.error();
            return 0;
        }
    }
    transfer.bytes += size;
    if (transfer.bytes > transfer.bytes_max) {
        transfer.error = Error{Code::too_large, "a snapshot beyond what this device takes"};
        return 0;
    }
    if (std::fwrite(data, 1, size, transfer.file) != size) {
        transfer.error = Error{Code::no_space, transfer.part + ": cannot be written"};
        return 0;
    }
    transfer.hash.add(as_bytes({data, size}));
    return size;
}

}  // namespace

SnapshotDownload::SnapshotDownload(const Address& address, const StopFlag& stop, std::string path,
                                   store::Room& room)
    : address_{address}, stop_{stop}, path_{std::move(path)}, room_{room} {}

Result<int> SnapshotDownload::fetch(const replica::Request& request, const ops::CityKeys& keys,
                                    const std::vector<std::string>& scopes) {
    Connection connection{address_, kSnapshotDeadlines, stop_};
    connection.reset(request.target);
    Transfer transfer{connection.handle(), {}, nullptr, part(), part_hash(), {}, 0, 0, {}, false};
    std::error_code missing;
    const auto held = fs::file_size(part(), missing);
    if (!missing && held > 0) {
        if (auto hash = native::read_text(part_hash(), 64); hash && hash->size() == 64) {
            transfer.resumed_hash = *hash;
            transfer.bytes = held;
            connection.add_header("Range: bytes=" + std::to_string(held) + "-");
            connection.add_header("If-Range: \"" + *hash + "\"");
        }
    }
    // Half of what is free: the other half is what it becomes in the device's own file.
    transfer.bytes_max =
        std::min<std::uint64_t>(request.answer_bytes_max, transfer.bytes + room_.free_bytes() / 2);
    curl_easy_setopt(transfer.handle, CURLOPT_HEADERFUNCTION, take_header);
    curl_easy_setopt(transfer.handle, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(transfer.handle, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(transfer.handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(transfer.handle, CURLOPT_BUFFERSIZE, kPieceBytes);
    const Status performed = connection.perform();
    if (transfer.file && std::fclose(transfer.file) != 0 && !transfer.error)
        transfer.error = Error{Code::no_space, part() + ": cannot be written"};
    if (transfer.error) {
        remove_part();
        return fail(*transfer.error);
    }
    if (!performed) return fail(performed.error());
    const int status = connection.status();
    if (status == 416) remove_part();  // longer than the file is: never of use
    if (status != 200 && status != 206) return status;

    if (auto checked = transfer.said.check(transfer.hash.finish(), keys, scopes); !checked) {
        remove_part();
        return fail(checked.error());
    }
    remove();
    if (std::rename(part().c_str(), path_.c_str()) != 0)
        return fail(Code::storage, path_ + ": cannot be renamed");
    remove_part();
    return 200;
}

void SnapshotDownload::remove() {
    native::remove_database(path_);
}

void SnapshotDownload::remove_part() {
    std::error_code gone;
    fs::remove(part(), gone);
    fs::remove(part_hash(), gone);
}

}  // namespace qp::client
