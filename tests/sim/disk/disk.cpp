// SPDX-License-Identifier: EUPL-1.2
#include "tests/sim/disk/disk.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace qp::sim {
namespace {

void put(Bytes& into, std::uint64_t offset, BytesView bytes) {
    constexpr std::size_t kGrowAtLeast = 128 * 1024;  // a log grows page by page
    const std::uint64_t end = offset + bytes.size();
    if (end > into.capacity()) into.reserve(std::max<std::size_t>(2 * end, kGrowAtLeast));
    if (into.size() < offset) into.resize(offset);
    // What is new behind the end is copied there, not zeroed first.
    const std::size_t over = std::min<std::size_t>(bytes.size(), into.size() - offset);
    std::copy_n(bytes.begin(), over, into.begin() + static_cast<std::ptrdiff_t>(offset));
    into.insert(into.end(), bytes.begin() + static_cast<std::ptrdiff_t>(over), bytes.end());
}

DiskFile::Change change_of(const Bytes& now, std::uint64_t offset, std::uint64_t size) {
    DiskFile::Change change{offset, size, now.size(), {}};
    const std::uint64_t end =
        size == 0 ? now.size() : std::min<std::uint64_t>(now.size(), offset + size);
    if (offset < end)
        change.before.assign(now.begin() + static_cast<std::ptrdiff_t>(offset),
                             now.begin() + static_cast<std::ptrdiff_t>(end));
    return change;
}

// Takes the newest change back and returns what it had written.
Bytes take_back(Bytes& now, const DiskFile::Change& change) {
    Bytes written;
    if (change.size > 0) {
        const auto begin = now.begin() + static_cast<std::ptrdiff_t>(change.offset);
        written.assign(begin, begin + static_cast<std::ptrdiff_t>(change.size));
    }
    now.resize(change.size_before);
    put(now, change.offset, change.before);
    now.resize(change.size_before);
    return written;
}

}  // namespace

void Disk::install(const std::map<std::string, Bytes>& files) {
    lies_from_.reset();
    files_.clear();
    removed_.clear();
    used_ = 0;
    for (const auto& [name, bytes] : files) {
        auto file = std::make_shared<DiskFile>();
        file->now = bytes;
        file->is_entry_durable = true;
        files_[name] = std::move(file);
        used_ += bytes.size();
    }
}

std::map<std::string, Bytes> Disk::files() const {
    std::map<std::string, Bytes> all;
    for (const auto& [name, file] : files_) all[name] = file->now;
    return all;
}

std::uint64_t Disk::free_bytes() const {
    return capacity_ > used_ ? capacity_ - used_ : 0;
}

bool Disk::flip_bit(const std::string& name, std::uint64_t bit) {
    const auto file = find(name);
    if (!file || file->now.empty()) return false;
    const std::size_t byte = bit / 8 % file->now.size();
    const auto mask = static_cast<std::uint8_t>(1u << bit % 8);
    file->now[byte] ^= mask;
    return true;
}

bool Disk::holds(const std::string& name, BytesView bytes) const {
    const auto file = find(name);
    return file && std::search(file->now.begin(), file->now.end(), bytes.begin(), bytes.end()) !=
                       file->now.end();
}

std::vector<std::string> Disk::names() const {
    std::vector<std::string> all;
    all.reserve(files_.size());
    for (const auto& [name, file] : files_) all.push_back(name);
    return all;
}

std::vector<std::string> words_in(BytesView bytes, std::string_view begin, std::size_t size) {
    std::vector<std::string> found;
    const char* at = as_text(bytes).data();
    const char* const end = at + bytes.size();
    const auto left = [&] { return static_cast<std::size_t>(end - at); };
    // Most of a file is zeros: where the first letter is not, nothing is looked at one by one.
    while (at < end && (at = static_cast<const char*>(std::memchr(at, begin[0], left())))) {
        if (std::string_view{at, left()}.starts_with(begin))
            found.emplace_back(at, std::min(left(), size));
        ++at;
    }
    return found;
}

std::vector<std::string> Disk::find_words(const std::string& name, std::string_view begin,
                                          std::size_t size) const {
    const auto file = find(name);
    return file ? words_in(BytesView{file->now.data(), file->now.size()}, begin, size)
                : std::vector<std::string>{};
}

std::shared_ptr<DiskFile> Disk::find(const std::string& name) const {
    const auto found = files_.find(name);
    return found == files_.end() ? nullptr : found->second;
}

std::shared_ptr<DiskFile> Disk::create(const std::string& name) {
    if (stops_now()) return nullptr;
    removed_.erase(name);
    auto file = std::make_shared<DiskFile>();
    file->made = operations_;
    return files_[name] = std::move(file);
}

bool Disk::stops_now() {
    if (is_stopped_) return true;
    ++operations_;
    if (!stops_at_ || operations_ < *stops_at_) return false;
    stops_at_.reset();
    is_stopped_ = true;
    return true;
}

Disk::Done Disk::write(DiskFile& file, std::uint64_t offset, BytesView bytes) {
    if (is_stopped_) return Done::stopped;
    const std::uint64_t end = offset + bytes.size();
    const std::uint64_t grows = end > file.now.size() ? end - file.now.size() : 0;
    if (grows > free_bytes()) return Done::full;
    const bool is_last = stops_now();
    // The system may have taken the write before the process died.
    if (is_last && random_.below(2) == 0) return Done::stopped;
    used_ += grows;
    if (bytes.empty()) return is_last ? Done::stopped : Done::ok;
    file.unsynced.push_back(change_of(file.now, offset, bytes.size()));
    file.unsynced.back().number = operations_;
    put(file.now, offset, bytes);
    return is_last ? Done::stopped : Done::ok;
}

Disk::Done Disk::truncate(DiskFile& file, std::uint64_t size) {
    if (is_stopped_ || stops_now()) return Done::stopped;
    if (size >= file.now.size()) return Done::ok;
    used_ -= file.now.size() - size;
    if (size == 0) {  // a log that begins anew: all of it is what stood there before
        file.unsynced.push_back({0, 0, file.now.size(), std::move(file.now)});
        file.now = {};
    } else {
        file.unsynced.push_back(change_of(file.now, size, 0));
        file.now.resize(size);
    }
    file.unsynced.back().number = operations_;
    return Done::ok;
}

Disk::Done Disk::sync(DiskFile& file) {
    if (is_stopped_ || stops_now()) return Done::stopped;
    ++syncs_;
    if (is_lying()) {
        answered_ = operations_;
        return Done::ok;
    }
    file.unsynced.clear();
    // File systems with a journal write their folders down in order: what was made or removed
    // before this is certain now.
    for (auto& [name, one] : files_) one->is_entry_durable = true;
    removed_.clear();
    return Done::ok;
}

Disk::Done Disk::remove(const std::string& name) {
    if (is_stopped_ || stops_now()) return Done::stopped;
    const auto found = files_.find(name);
    if (found == files_.end()) return Done::ok;
    used_ -= std::min<std::uint64_t>(used_, found->second->now.size());
    if (is_lying())
        gone_.push_back({name, found->second, operations_});
    else if (found->second->is_entry_durable)
        removed_[name] = found->second;
    files_.erase(found);
    return Done::ok;
}

// Sector by sector: there, not there, or garbage.
void Disk::tear(DiskFile& file) {
    std::vector<Bytes> written(file.unsynced.size());
    for (std::size_t i = file.unsynced.size(); i-- > 0;)
        written[i] = take_back(file.now, file.unsynced[i]);
    for (std::size_t i = 0; i < file.unsynced.size(); ++i) {
        const DiskFile::Change& change = file.unsynced[i];
        if (change.size == 0) {
            if (random_.below(2) == 0 && change.offset < file.now.size())
                file.now.resize(change.offset);
            continue;
        }
        // Often all or nothing of a write gets there; the rest of the time it tears.
        const std::uint64_t fate = random_.below(4);
        if (fate == 0) continue;
        for (std::size_t begin = 0; begin < written[i].size();) {
            const std::uint64_t at = change.offset + begin;
            const std::size_t size =
                std::min<std::size_t>(kSectorBytes - at % kSectorBytes, written[i].size() - begin);
            const BytesView sector{written[i].data() + begin, size};
            begin += size;
            const std::uint64_t luck = fate == 1 ? 0 : random_.below(8);
            if (luck < 4) {
                put(file.now, at, sector);
            } else if (luck == 7) {
                Bytes garbage(size);
                random_.fill(garbage);
                put(file.now, at, garbage);
            }
        }
    }
    file.unsynced.clear();
}

void Disk::write_down() {
    for (auto& [name, file] : files_) {
        file->unsynced.clear();
        file->is_entry_durable = true;
    }
    removed_.clear();
    gone_.clear();
}

// As after a power cut that tore nothing: what is there now stands.
void Disk::begin_to_lie() {
    write_down();
    lies_from_ = answered_ = operations_;
}

void Disk::be_honest() {
    if (!is_lying()) return;
    write_down();
    lies_from_.reset();
}

// All that came after one moment since it began to lie, in every file.
void Disk::lose_cache() {
    const std::uint64_t kept = *lies_from_ + random_.below(operations_ - *lies_from_ + 1);
    has_lost_ = kept < answered_;
    lies_from_.reset();
    for (auto it = files_.begin(); it != files_.end();)
        it = it->second->made > kept ? files_.erase(it) : std::next(it);
    for (const Gone& gone : gone_)
        if (gone.file->made <= kept && gone.at > kept) files_[gone.name] = gone.file;
    for (auto& [name, file] : files_)
        while (!file->unsynced.empty() && file->unsynced.back().number > kept) {
            take_back(file->now, file->unsynced.back());
            file->unsynced.pop_back();
        }
    used_ = 0;
    for (auto& [name, file] : files_) used_ += file->now.size();
    write_down();
}

void Disk::start(After after) {
    for (auto& [name, file] : files_) assert(file->open_count == 0);
    has_lost_ = false;
    if (after == After::kill) {
        // What the process had handed over is the system's to write; it is not synced yet either.
        is_stopped_ = false;
        return;
    }
    if (is_lying()) {
        lose_cache();
        is_stopped_ = false;
        return;
    }
    for (auto it = files_.begin(); it != files_.end();) {
        tear(*it->second);
        const bool is_lost = !it->second->is_entry_durable && random_.below(2) == 0;
        it->second->is_entry_durable = true;
        it = is_lost ? files_.erase(it) : std::next(it);
    }
    for (auto& [name, file] : removed_) {
        if (random_.below(2) == 0 || files_.count(name) != 0) continue;
        tear(*file);
        files_[name] = file;
    }
    removed_.clear();
    used_ = 0;
    for (auto& [name, file] : files_) used_ += file->now.size();
    is_stopped_ = false;
}

}  // namespace qp::sim
