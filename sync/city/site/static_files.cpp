// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/site/static_files.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "native/files.h"
#include "sync/city/http/file_answer.h"
#include "sync/city/site/security_headers.h"

namespace qp::city::site {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kLookEvery{2};
constexpr std::size_t kFileBytesMax = 16u << 20;
constexpr std::size_t kFilesMax = 2'000;
constexpr std::size_t kAllBytesMax = 128u << 20;

bool ends_with(const std::string& text, const std::string& end) {
    return text.size() >= end.size() &&
           text.compare(text.size() - end.size(), end.size(), end) == 0;
}

struct Listed {
    std::string path;  // "/assets/app-1a2b.js"
    std::uint64_t size = 0;
    std::string stamp;
};

// Symbolic links are passed over: they could lead out of the folder.
std::vector<Listed> listed(const std::string& folder) {
    std::vector<Listed> result;
    std::error_code error;
    for (fs::recursive_directory_iterator it{folder, error}, end; !error && it != end;
         it.increment(error)) {
        std::error_code ignored;
        if (it->is_symlink(ignored) || !it->is_regular_file(ignored)) continue;
        if (result.size() >= kFilesMax) break;
        Listed file;
        file.path = "/" + fs::relative(it->path(), folder, ignored).generic_string();
        file.size = it->file_size(ignored);
        file.stamp = file.path + " " + std::to_string(file.size) + " " +
                     std::to_string(it->last_write_time(ignored).time_since_epoch().count()) + "\n";
        result.push_back(std::move(file));
    }
    std::sort(result.begin(), result.end(),
              [](const Listed& a, const Listed& b) { return a.path < b.path; });
    return result;
}

http::SharedBytes read(const std::string& path) {
    auto text = native::read_text(path, kFileBytesMax);
    return text ? std::make_shared<const std::string>(std::move(*text)) : nullptr;
}

std::string cache_control(const std::string& path) {
    // Names in /assets/ change with their content; everything else is asked for again.
    return path.compare(0, 8, "/assets/") == 0 ? "public, max-age=31536000, immutable" : "no-cache";
}

}  // namespace

std::string content_type(const std::string& path) {
    constexpr std::pair<const char*, const char*> kTypes[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".wasm", "application/wasm"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
    };
    for (const auto& [ending, type] : kTypes)
        if (ends_with(path, ending)) return type;
    return "application/octet-stream";
}

StaticFiles::StaticFiles(std::string folder) : folder_{std::move(folder)} {}

StaticFiles::Files StaticFiles::read_all() const {
    Files files;
    std::size_t bytes = 0;
    const auto all = listed(folder_);
    for (const Listed& file : all) {
        if (ends_with(file.path, ".br") || ends_with(file.path, ".gz")) continue;
        if (bytes + file.size > kAllBytesMax) break;
        const auto text = read(folder_ + file.path);
        if (!text) continue;
        File entry;
        entry.packed = packed_file(text);
        if (ends_with(file.path, ".html"))
            entry.page = std::make_shared<const Page>(Page{text, content_security(*text)});
        bytes += text->size();
        files.emplace(file.path, std::move(entry));
    }
    for (const Listed& file : all) {
        const auto of = files.find(file.path.substr(0, file.path.size() - 3));
        if (of == files.end()) continue;
        if (ends_with(file.path, ".br")) of->second.packed.brotli = read(folder_ + file.path);
        if (ends_with(file.path, ".gz")) of->second.packed.gzip = read(folder_ + file.path);
    }
    return files;
}

std::shared_ptr<const StaticFiles::Files> StaticFiles::files() {
    const std::lock_guard lock{mutex_};
    const auto now = std::chrono::steady_clock::now();
    if (files_ && now - looked_at_ < kLookEvery) return files_;
    looked_at_ = now;
    std::string stamp;
    for (const Listed& file : listed(folder_)) stamp += file.stamp;
    if (files_ && stamp == stamp_) return files_;
    files_ = std::make_shared<const Files>(read_all());
    stamp_ = std::move(stamp);
    return files_;
}

std::shared_ptr<const StaticFiles::Page> StaticFiles::page(const std::string& path) {
    const auto all = files();
    const auto found = all->find(path);
    return found == all->end() ? nullptr : found->second.page;
}

std::optional<http::Response> StaticFiles::find(const http::Request& request) {
    const auto all = files();
    const auto found = all->find(request.path);
    if (found == all->end()) return std::nullopt;
    const File& file = found->second;
    http::Response response;
    response.set("Content-Type", content_type(request.path));
    response.set("Cache-Control", cache_control(request.path));
    if (file.page) response.set("Content-Security-Policy", file.page->content_security);
    answer(response, request, file.packed);
    return response;
}

}  // namespace qp::city::site
