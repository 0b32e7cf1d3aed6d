// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/speech/speaker_espeak.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "core/base/utf8.h"

namespace qp::kiosk::speech {
namespace {

constexpr int kWordsAMinute = 165;
// A pipe takes this much at once: what is longer would make the kiosk wait for the reader.
constexpr std::size_t kBytesMax = 48000;
constexpr std::size_t kComplaintBytesMax = 16000;

std::string found(const std::string& program) {
    if (program.empty()) return {};
    if (program.find('/') != std::string::npos)
        return access(program.c_str(), X_OK) == 0 ? program : std::string{};
    const char* path = std::getenv("PATH");
    std::istringstream folders{path == nullptr ? "/usr/bin:/bin" : path};
    for (std::string folder; std::getline(folders, folder, ':');) {
        const std::string file = std::string{folder}.append("/").append(program);
        if (access(file.c_str(), X_OK) == 0) return file;
    }
    return {};
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '<') {
            out += "&lt;";
        } else if (c == '>') {
            out += "&gt;";
        } else if (c == '&') {
            out += "&amp;";
        } else {
            out += c;
        }
    }
    return out;
}

// Leichte Sprache is spoken as what it is written in.
std::string voice_of(const std::string& language) {
    return language.substr(0, language.find('-'));
}

}  // namespace

std::string to_ssml(const Utterance& utterance) {
    std::string out = "<speak>";
    for (const Part& part : utterance) {
        if (out.size() + part.text.size() > kBytesMax) break;
        // Marks of direction are for the eye: between them a voice takes a letter for a sound.
        const std::string words = utf8::without_control(part.text, utf8::LineBreaks::keep);
        out +=
            "<voice xml:lang=\"" + voice_of(part.language) + "\">" + escaped(words) + "</voice> ";
    }
    return out + "</speak>\n";
}

namespace {

bool is_there(const Headset& headset) {
    if (headset.device.empty()) return false;
    return headset.path.empty() || access(headset.path.c_str(), F_OK) == 0;
}

}  // namespace

std::optional<std::string> output_for(const Utterance& utterance, const Headset& headset) {
    const bool is_private = std::any_of(utterance.begin(), utterance.end(),
                                        [](const Part& part) { return part.is_private; });
    if (!is_there(headset)) return is_private ? std::nullopt : std::optional{std::string{}};
    const bool is_somebodys = !headset.path.empty();
    return is_private || is_somebodys ? headset.device : std::string{};
}

EspeakSpeaker::EspeakSpeaker(const std::string& program, Headset headset)
    : path_{found(program)}, headset_{std::move(headset)} {}

bool EspeakSpeaker::has_headset() const {
    return is_available() && is_there(headset_);
}

EspeakSpeaker::~EspeakSpeaker() {
    stop();
}

void EspeakSpeaker::speak(const Utterance& utterance, const Voice& voice) {
    auto output = output_for(utterance, headset_);
    if (path_.empty() || utterance.empty() || !output) return;
    std::array<int, 2> pipe_ends{};
    std::array<int, 2> complaint_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return;
    if (pipe2(complaint_ends.data(), O_CLOEXEC) != 0) {
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        return;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, complaint_ends[1], STDERR_FILENO);
    const int speed = kWordsAMinute * std::clamp(voice.rate_percent, 50, 200) / 100;
    std::vector<std::string> words{path_,
                                   "-m",
                                   "--stdin",
                                   "-s",
                                   std::to_string(speed),
                                   "-a",
                                   std::to_string(std::clamp(voice.volume_percent, 10, 100)),
                                   "-v",
                                   voice_of(utterance.front().language)};
    if (!output->empty()) words.insert(words.end(), {"-d", *output});
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int failed =
        posix_spawn(&process_, path_.c_str(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(pipe_ends[0]);
    close(complaint_ends[1]);
    complaints_fd_ = complaint_ends[0];
    fcntl(complaints_fd_, F_SETFL, O_NONBLOCK);
    if (failed == 0) {
        const std::string text = to_ssml(utterance);
        // A reader that ended already must end neither this program nor the frame.
        fcntl(pipe_ends[1], F_SETFL, O_NONBLOCK);
        sigset_t broken_pipe;
        sigset_t before;
        sigemptyset(&broken_pipe);
        sigaddset(&broken_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
        if (write(pipe_ends[1], text.data(), text.size()) < 0) {
            const timespec at_once{};
            sigtimedwait(&broken_pipe, nullptr, &at_once);
        }
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    } else {
        end();
    }
    close(pipe_ends[1]);
}

void EspeakSpeaker::stop() {
    look();
    if (process_ <= 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
    end();
}

bool EspeakSpeaker::look() {
    if (process_ <= 0) return false;
    read_complaints();
    int status = 0;
    if (waitpid(process_, &status, WNOHANG) != process_) return false;
    read_complaints();
    // Without a sound card espeak-ng says so, and ends as if all were well.
    const bool has_complained = ("\n" + complaints_).find("\nerror:") != std::string::npos;
    const bool is_silent = has_complained || status != 0;
    end();
    return std::exchange(is_silent_, is_silent) != is_silent;
}

void EspeakSpeaker::read_complaints() {
    std::array<char, 1024> bytes{};
    for (ssize_t size = 1; size > 0;) {
        size = read(complaints_fd_, bytes.data(), bytes.size());
        if (size > 0 && complaints_.size() < kComplaintBytesMax)
            complaints_.append(bytes.data(), static_cast<std::size_t>(size));
    }
}

void EspeakSpeaker::end() {
    if (complaints_fd_ >= 0) close(complaints_fd_);
    complaints_fd_ = -1;
    complaints_.clear();
    process_ = 0;
}

}  // namespace qp::kiosk::speech
