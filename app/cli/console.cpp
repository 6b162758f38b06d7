// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"

#include <QJsonDocument>

#include <cstdio>
#include <iostream>
#include <string>

#ifdef Q_OS_WIN
#include <io.h>
#define BATCHROOM_ISATTY(stream) _isatty(_fileno(stream))
#else
#include <unistd.h>
#define BATCHROOM_ISATTY(stream) isatty(fileno(stream))
#endif

namespace batchroom::cli {

namespace {

constexpr int barWidth = 28;
constexpr qint64 redrawEveryMs = 100;

void write(std::FILE* stream, const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

Console::Console(OutputForm form)
    : m_form(form)
    , m_isTerminal(BATCHROOM_ISATTY(stdout) != 0)
{
    m_sinceDrawn.start();
}

Console::~Console() = default;

bool Console::canAsk() const
{
    return m_form == OutputForm::People && m_isTerminal && BATCHROOM_ISATTY(stdin) != 0;
}

void Console::json(const QJsonObject& object)
{
    if (m_form == OutputForm::Json)
        write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void Console::say(const QString& text)
{
    if (m_form != OutputForm::People)
        return;
    endProgress();
    write(stdout, text.toUtf8() + '\n');
}

void Console::fail(const Error& error)
{
    json(jsonOf(error));
    endProgress();
    QString text = error.what;
    if (!error.detail.isEmpty())
        text += QStringLiteral("\n  (") + error.detail + QLatin1Char(')');
    if (m_form == OutputForm::People)
        write(stderr, text.toUtf8() + '\n');
}

void Console::progress(int done, int total, const QString& note)
{
    if (m_form != OutputForm::People || total <= 0)
        return;
    if (!m_isTerminal) {
        const int tenth = done * 10 / total;
        if (tenth == m_lastTenth)
            return;
        m_lastTenth = tenth;
        write(stdout, QStringLiteral("%1 of %2  %3\n").arg(done).arg(total).arg(note).toUtf8());
        return;
    }
    if (m_hasBar && m_sinceDrawn.elapsed() < redrawEveryMs && done < total)
        return;
    const int filled = done * barWidth / total;
    const QString bar = QString(filled, QChar(0x2588)) + QString(barWidth - filled, QChar(0x2591));
    write(stdout, QStringLiteral("\r\x1b[K%1  %2 of %3  %4").arg(bar).arg(done).arg(total).arg(note.left(60)).toUtf8());
    m_hasBar = true;
    m_sinceDrawn.restart();
}

void Console::endProgress()
{
    if (m_hasBar)
        write(stdout, "\n");
    m_hasBar = false;
}

bool Console::ask(const QString& question)
{
    endProgress();
    write(stdout, question.toUtf8() + ' ');
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

void Console::askThen(const QString& question, Answered answered)
{
    answered(ask(question));
}

QJsonObject jsonOf(const JobRow& job)
{
    QJsonObject object{
        {QStringLiteral("type"), QStringLiteral("job")},
        {QStringLiteral("id"), job.id.value},
        {QStringLiteral("batch"), job.batch.value},
        {QStringLiteral("row"), job.row},
        {QStringLiteral("index"), job.indexInRow},
        {QStringLiteral("state"), jobStateName(job.state)},
        {QStringLiteral("account"), job.account},
        {QStringLiteral("model"), job.model},
        {QStringLiteral("style"), job.style},
        {QStringLiteral("aspect_ratio"), job.aspect},
        {QStringLiteral("speed"), job.speed},
        {QStringLiteral("prompt"), job.prompt},
        {QStringLiteral("name"), job.name},
        {QStringLiteral("price_usd"), job.price.toDecimal()},
        {QStringLiteral("attempts"), job.attempts},
    };
    if (job.asset)
        object.insert(QStringLiteral("asset"), job.asset.value);
    if (!job.message.isEmpty())
        object.insert(QStringLiteral("message"), job.message);
    if (!job.detail.isEmpty())
        object.insert(QStringLiteral("detail"), job.detail);
    return object;
}

QJsonObject jsonOf(const QString& account, const Hold& hold)
{
    return {
        {QStringLiteral("type"), QStringLiteral("hold")},
        {QStringLiteral("account"), account},
        {QStringLiteral("reason"), holdReasonName(hold.reason)},
        {QStringLiteral("message"), hold.message},
    };
}

QJsonObject jsonOf(const Error& error)
{
    QJsonObject object{
        {QStringLiteral("type"), QStringLiteral("error")},
        {QStringLiteral("code"), errorCodeName(error.code)},
        {QStringLiteral("what"), error.what},
    };
    if (!error.detail.isEmpty())
        object.insert(QStringLiteral("detail"), error.detail);
    return object;
}

} // namespace batchroom::cli
