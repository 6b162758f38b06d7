// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/key_store.h"

#include "app/core/log.h"

#include <QCoreApplication>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <memory>

namespace batchroom {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(KeyStore)
};

Error keyringError(const QKeychain::Job& job)
{
    const QString detail = QStringLiteral("QtKeychain error %1: %2").arg(job.error()).arg(job.errorString());
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorCode::NotFound, Words::tr("No key is stored in this computer's keyring."), detail};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorCode::Keyring,
            Words::tr("The keyring did not allow access, so the key was not read or changed. Unlock it and try again."),
            detail};
    default:
        return {ErrorCode::Keyring,
            Words::tr(
                "This computer's keyring cannot be used: it is missing or locked. Start or unlock it, or give the key "
                "in IDEOGRAM_API_KEY."),
            detail};
    }
}

Error silence(std::chrono::milliseconds patience)
{
    return {ErrorCode::Keyring,
        Words::tr(
            "The keyring has not answered for %1 seconds. It may be waiting for its password: unlock it and try again.")
            .arg(std::max<qint64>(1, std::chrono::duration_cast<std::chrono::seconds>(patience).count())),
        {}};
}

template <typename Job>
std::unique_ptr<Job> keychainJob(const QString& account)
{
    auto job = std::make_unique<Job>(QStringLiteral("Batchroom"));
    job->setKey(QStringLiteral("Batchroom/") + account);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    return job;
}

// From here on the job belongs to QtKeychain, which deletes it after finished().
void start(std::unique_ptr<QKeychain::Job> job)
{
    job.release()->start();
}

Result<void> withoutValue(const Result<Secret>& answer)
{
    return answer ? Result<void>() : Result<void>(answer.error());
}

Secret registered(const QByteArray& bytes)
{
    Secret secret(bytes);
    if (!secret.isEmpty())
        log::redact(secret);
    return secret;
}

} // namespace

KeyStore::KeyStore(QObject* parent, std::chrono::milliseconds patience)
    : QObject(parent)
    , m_patience(patience)
{
}

quint64 KeyStore::ask(QObject* context, std::function<void(const Answer&)> done)
{
    const quint64 question = ++m_lastQuestion;
    QObject* receiver = context ? context : this;
    m_waiting.insert(question,
        connect(this, &KeyStore::answered, receiver,
            [question, done = std::move(done)](quint64 answeredQuestion, const Answer& answer) {
                if (answeredQuestion == question)
                    done(answer);
            }));
    QTimer::singleShot(m_patience, this, [this, question] { answer(question, silence(m_patience)); });
    return question;
}

// The first answer counts; one that comes after the patience has run out is dropped.
void KeyStore::answer(quint64 question, const Answer& answer)
{
    const auto waiting = m_waiting.constFind(question);
    if (waiting == m_waiting.constEnd())
        return;
    const QMetaObject::Connection connection = *waiting;
    m_waiting.erase(waiting);
    Q_EMIT answered(question, answer, QPrivateSignal());
    disconnect(connection);
}

void KeyStore::read(const QString& account, QObject* context, std::function<void(Result<Secret>)> done)
{
    const quint64 question = ask(context, [done = std::move(done)](const Answer& answer) { done(answer); });
    auto job = keychainJob<QKeychain::ReadPasswordJob>(account);
    connect(job.get(), &QKeychain::Job::finished, this, [this, question](QKeychain::Job* finished) {
        const auto* reading = static_cast<QKeychain::ReadPasswordJob*>(finished);
        if (reading->error() != QKeychain::NoError)
            answer(question, keyringError(*reading));
        else if (const Secret secret = registered(reading->binaryData()); !secret.isEmpty())
            answer(question, secret);
        else
            answer(question, Error{ErrorCode::NotFound, Words::tr("No key is stored in this computer's keyring."), {}});
    });
    start(std::move(job));
}

void KeyStore::write(
    const QString& account, const Secret& key, QObject* context, std::function<void(Result<void>)> done)
{
    const quint64 question =
        ask(context, [done = std::move(done)](const Answer& answer) { done(withoutValue(answer)); });
    if (key.isEmpty()) {
        QTimer::singleShot(0, this, [this, question] {
            answer(
                question, Error{ErrorCode::BadInput, Words::tr("The key is empty. Paste the key from Ideogram."), {}});
        });
        return;
    }
    log::redact(key);
    auto job = keychainJob<QKeychain::WritePasswordJob>(account);
    job->setBinaryData(key.reveal());
    connect(job.get(), &QKeychain::Job::finished, this, [this, question](QKeychain::Job* finished) {
        answer(question, finished->error() == QKeychain::NoError ? Answer(Secret()) : Answer(keyringError(*finished)));
    });
    start(std::move(job));
}

void KeyStore::remove(const QString& account, QObject* context, std::function<void(Result<void>)> done)
{
    const quint64 question =
        ask(context, [done = std::move(done)](const Answer& answer) { done(withoutValue(answer)); });
    auto job = keychainJob<QKeychain::DeletePasswordJob>(account);
    connect(job.get(), &QKeychain::Job::finished, this, [this, question](QKeychain::Job* finished) {
        const bool isGone = finished->error() == QKeychain::NoError || finished->error() == QKeychain::EntryNotFound;
        answer(question, isGone ? Answer(Secret()) : Answer(keyringError(*finished)));
    });
    start(std::move(job));
}

Secret keyFromEnvironment()
{
    return registered(qgetenv("IDEOGRAM_API_KEY").trimmed());
}

Secret adminKeyFromEnvironment()
{
    return registered(qgetenv("IDEOGRAM_ADMIN_KEY").trimmed());
}

QString callbackSecretEntry()
{
    return QStringLiteral("webhook-secret");
}

QString gitHubSecretEntry()
{
    return QStringLiteral("github-webhook-secret");
}

QString adminEntryOf(const QString& account)
{
    return account + QStringLiteral("-admin");
}

} // namespace batchroom
