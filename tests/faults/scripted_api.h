// SPDX-License-Identifier: GPL-3.0-or-later
// A provider whose every answer to a paid request is decided by the test, and which counts. Speaks just enough of the
// v2 wire; pictures are small and differ by prompt. Own thread; any thread may ask.
#pragma once

#include "app/httpd/http_server.h"

#include <QHash>
#include <QList>
#include <QUrl>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>

namespace batchroom::test {

struct PaidPost {
    QString prompt;
    int nth = 0;      // counted from 1
    int ofPrompt = 0; // counted from 1
    int inFlight = 0; // images in the making when it came
    qint64 atMs = 0;  // steady
    int status = 0;   // what it was answered with; 0: no whole answer
};

// A generation begins; `link` takes the place of the picture's own address.
struct ScriptedGeneration {
    std::chrono::milliseconds duration{40};
    QString link{};
    bool isSaidAtOnce = false; // the pictures are in the answer itself, and no generation is named
};
struct ScriptedRefusal {
    int status = 429;
    QByteArray body = "{}";
};
struct ScriptedBreak { // the work is done and charged, the answer is not whole
    Misbehaviour how = Misbehaviour::Fin;
};

class ScriptedApi {
public:
    using Generate = ScriptedGeneration;
    using Refuse = ScriptedRefusal;
    using Break = ScriptedBreak;
    using Verdict = std::variant<Generate, Refuse, Break>;
    using Script = std::function<Verdict(const PaidPost&)>;
    // What to answer a download instead of the picture.
    using PictureScript = std::function<std::optional<HttpResponse>(int nth)>;

    explicit ScriptedApi(
        Script script = [](const PaidPost&) { return Verdict(Generate{}); }, PictureScript pictures = {});
    ~ScriptedApi();

    QString url() const;
    QList<PaidPost> posts() const;
    int postCount() const;
    int downloads() const;
    int polls() const;
    int mostInFlight() const;
    QHash<QString, int> postsByPrompt() const;
    QHash<QString, int> generationsByPrompt() const;

    static Refuse tooManyInFlight(int limit);

private:
    struct Generation {
        QString prompt;
        qint64 finishedAtMs = 0;
        QString link;
    };
    void take(const HttpRequest& request, const HttpReply& reply);
    void takePost(const HttpRequest& request, const HttpReply& reply);
    void takePoll(const QString& id, const HttpReply& reply);
    void takeDownload(const QString& prompt, const HttpReply& reply);
    QByteArray picturesOf(const QString& id, const Generation& generation) const;
    int inFlight() const;

    Script m_script;
    PictureScript m_pictures;
    mutable std::mutex m_mutex;
    QList<PaidPost> m_posts;
    QHash<QString, Generation> m_generations;
    QHash<QString, int> m_postsByPrompt;
    QHash<QString, int> m_generationsByPrompt;
    int m_mostInFlight = 0;
    int m_downloads = 0;
    int m_polls = 0;
    std::unique_ptr<HttpServer> m_server; // last: its thread uses the rest
};

} // namespace batchroom::test
