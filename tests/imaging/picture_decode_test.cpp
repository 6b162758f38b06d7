// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/imaging/picture.h"
#include "app/imaging/picture_buffers.h"
#include "app/imaging/png_unfilter.h"
#include "tests/imaging/sample_pictures.h"

#include <QColorSpace>
#include <QImageReader>
#include <QTest>

#include <thread>

using namespace batchroom;
using samples::samePixels;

namespace {

QImage readByQt(const QByteArray& bytes, const char* format)
{
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    buffer.open(QIODevice::ReadOnly);
    return QImageReader(&buffer, format).read();
}

ErrorCode codeOf(const Result<QImage>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

QByteArray wholePicture(const QByteArray& kind)
{
    const QImage picture = samples::photo(QSize(160, 120), 3);
    if (kind == "png")
        return samples::plainPng(picture);
    if (kind == "palette png")
        return samples::saved(picture.convertToFormat(QImage::Format_Indexed8), "png");
    if (kind == "jpeg")
        return samples::saved(picture, "jpeg");
    if (kind == "progressive jpeg") {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        QImageWriter writer(&buffer, "jpeg");
        writer.setProgressiveScanWrite(true);
        writer.write(picture);
        return bytes;
    }
    if (kind == "webp")
        return samples::saved(picture, "webp", 80);
    return samples::saved(picture, "webp", 100); // lossless
}

const QList<QByteArray> kinds{"png", "palette png", "jpeg", "progressive jpeg", "webp", "lossless webp"};

void addKinds()
{
    QTest::addColumn<QByteArray>("kind");
    for (const QByteArray& kind : kinds)
        QTest::newRow(kind.constData()) << kind;
}

} // namespace

class PictureDecodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTypesByTheirFirstBytes()
    {
        QCOMPARE(pictureFormat(wholePicture("png")), PictureFormat::Png);
        QCOMPARE(pictureFormat(wholePicture("jpeg")), PictureFormat::Jpeg);
        QCOMPARE(pictureFormat(wholePicture("webp")), PictureFormat::WebP);
        QVERIFY(!pictureFormat({}));
        QVERIFY(!pictureFormat("RIFF\1\0\0\0WAVE"));
        QCOMPARE(formatFromName(u"JPEG"), PictureFormat::Jpeg);
        QCOMPARE(formatFromName(u"jpg"), PictureFormat::Jpeg);
        QCOMPARE(formatFromName(u"WebP"), PictureFormat::WebP);
        QVERIFY(!formatFromName(u"gif"));
        QCOMPARE(extensionOf(PictureFormat::Jpeg), QStringLiteral("jpg"));
    }

    void refusesOtherTypesWhateverTheyAreCalled_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QImage picture = samples::photo(QSize(20, 20), 1);
        QTest::newRow("bmp") << samples::saved(picture, "bmp");
        QTest::newRow("ppm") << samples::saved(picture, "ppm");
        QTest::newRow("tiff") << QByteArray("II*\0\x08\0\0\0", 8) + QByteArray(64, '\0');
        QTest::newRow("gif") << QByteArray::fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
        QTest::newRow("svg") << QByteArray("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" "
                                           "width=\"9\" height=\"9\"><image href=\"/etc/hostname\"/></svg>");
        QTest::newRow("html") << QByteArray("<!DOCTYPE html><title>Expired</title>");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("png magic only") << QByteArray("\x89PNG\r\n\x1a\n", 8);
        QTest::newRow("jpeg magic only") << QByteArray("\xff\xd8\xff", 3);
        QTest::newRow("webp magic only") << QByteArray("RIFF\4\0\0\0WEBP", 12);
    }
    void refusesOtherTypesWhateverTheyAreCalled()
    {
        QFETCH(const QByteArray, bytes);
        QCOMPARE(codeOf(decodePicture(bytes)), ErrorCode::PictureDamaged);
        const Result<QSize> size = pictureSize(bytes);
        QVERIFY(!size);
        QVERIFY(!size.error().what.isEmpty());
    }

    void refusesBombsBeforeTakingMemory_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("code");
        samples::PngParts parts;
        parts.rows = QByteArray(1000, '\0');
        parts.size = QSize(20000, 20000);
        QTest::newRow("400 million pixels") << samples::pngOf(parts) << ErrorCode::PictureTooLarge;
        parts.size = QSize(60000, 60000);
        parts.bitDepth = 1;
        parts.colorType = 0;
        QTest::newRow("one bit") << samples::pngOf(parts) << ErrorCode::PictureTooLarge;
        parts.size = QSize(6000, 6000);
        parts.bitDepth = 8;
        parts.colorType = 2;
        QTest::newRow("promises 108 MB of nothing") << samples::pngOf(parts) << ErrorCode::PictureDamaged;
        parts.size = QSize(INT_MAX, 1);
        QTest::newRow("widest") << samples::pngOf(parts) << ErrorCode::PictureTooLarge;
        parts.size = QSize(-1, -1);
        QTest::newRow("wider than int") << samples::pngOf(parts) << ErrorCode::PictureDamaged;
        parts.size = QSize(0, 5);
        QTest::newRow("no pixels") << samples::pngOf(parts) << ErrorCode::PictureDamaged;
    }
    void refusesBombsBeforeTakingMemory()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const ErrorCode, code);
        QCOMPARE(codeOf(decodePicture(bytes)), code);
    }

    void leavesCompressedTextAlone_data()
    {
        QTest::addColumn<int>("colorType");
        QTest::newRow("fast path") << 2;
        QTest::newRow("Qt's reader") << 0;
    }
    void leavesCompressedTextAlone()
    {
        QFETCH(const int, colorType);
        samples::PngParts parts;
        parts.size = QSize(4, 4);
        parts.colorType = colorType;
        parts.rows = QByteArray(4 * (1 + 4 * (colorType == 2 ? 3 : 1)), '\0');
        parts.before =
            samples::chunk("zTXt", QByteArray("Comment\0\0", 9) + samples::zlibbed(QByteArray(64 << 20, 'x'), 9));
        const Result<QImage> decoded = decodePicture(samples::pngOf(parts));
        QVERIFY(decoded);
        QCOMPARE(decoded->size(), QSize(4, 4));
        QVERIFY(decoded->textKeys().isEmpty());
    }

    void obeysTheLimitsItIsGiven()
    {
        const QByteArray bytes = wholePicture("png");
        PictureLimits limits;
        limits.maxPixels = 160 * 120 - 1;
        QCOMPARE(codeOf(decodePicture(bytes, limits)), ErrorCode::PictureTooLarge);
        limits.maxPixels = 160 * 120;
        QVERIFY(decodePicture(bytes, limits));
        limits.maxBytes = bytes.size() - 1;
        QCOMPARE(codeOf(decodePicture(bytes, limits)), ErrorCode::PictureTooLarge);
    }

    void readsPlainPngsLikeQt_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("filter");
        QTest::addColumn<bool>("hasAlpha");
        for (const int width : {1, 2, 3, 4, 5, 7, 16, 17, 333})
            for (int filter = -1; filter < 5; ++filter)
                for (const bool hasAlpha : {false, true})
                    QTest::addRow("%d wide, filter %d, %s", width, filter, hasAlpha ? "alpha" : "opaque")
                        << width << filter << hasAlpha;
    }
    void readsPlainPngsLikeQt()
    {
        QFETCH(const int, width);
        QFETCH(const int, filter);
        QFETCH(const bool, hasAlpha);
        const QImage picture =
            samples::photo(QSize(width, 23), quint32(width), hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
        const QByteArray bytes = samples::plainPng(picture, filter);
        const Result<QImage> decoded = decodePicture(bytes);
        QVERIFY(decoded);
        QCOMPARE(decoded->format(), hasAlpha ? QImage::Format_ARGB32 : QImage::Format_RGB32);
        QVERIFY(samePixels(*decoded, picture));
        QVERIFY(samePixels(*decoded, readByQt(bytes, "png")));
    }

    void unfiltersTheSameWithoutVectors()
    {
        for (const PngChannels channels : {PngChannels::Rgb, PngChannels::Rgba}) {
            samples::Dice dice(5);
            const int width = 61;
            const int height = 40;
            QByteArray rows;
            for (int y = 0; y < height; ++y) {
                rows += char(y % 5);
                for (int x = 0; x < width * int(channels); ++x)
                    rows += char(dice.below(256));
            }
            rows += QByteArray(16, '\0');
            const auto* coded = static_cast<const uchar*>(static_cast<const void*>(rows.constData()));
            std::vector<quint32> fast(size_t(width * height));
            std::vector<quint32> slow(size_t(width * height));
            QVERIFY(unfilterPng(coded, channels, width, height, fast.data()));
            QVERIFY(portable::unfilterPng(coded, channels, width, height, slow.data()));
            QVERIFY(fast == slow);
        }
    }

    void readsEveryOtherKindOfPng_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QImage picture = samples::photo(QSize(40, 30), 8);
        QTest::newRow("palette") << samples::saved(picture.convertToFormat(QImage::Format_Indexed8), "png");
        QTest::newRow("grey") << samples::saved(picture.convertToFormat(QImage::Format_Grayscale8), "png");
        QTest::newRow("one bit") << samples::saved(picture.convertToFormat(QImage::Format_Mono), "png");
        QTest::newRow("16 bits") << samples::saved(picture.convertToFormat(QImage::Format_RGBX64), "png");
        samples::PngParts parts;
        parts.size = picture.size();
        parts.rows = samples::filteredRows(picture, 3, -1);
        parts.before = samples::chunk("tRNS", QByteArray(6, '\0'));
        QTest::newRow("transparent colour") << samples::pngOf(parts);
        parts.before = samples::chunk("sRGB", QByteArray(1, '\0'))
            + samples::chunk("pHYs", QByteArray("\0\0\x0b\x13\0\0\x0b\x13\1", 9));
        QTest::newRow("sRGB") << samples::pngOf(parts);
        parts.before.clear();
        parts.interlaced = true; // one pixel: the first pass holds everything
        parts.size = QSize(1, 1);
        parts.rows = QByteArray("\0\x11\x22\x33", 4);
        QTest::newRow("interlaced") << samples::pngOf(parts);
    }
    void readsEveryOtherKindOfPng()
    {
        QFETCH(const QByteArray, bytes);
        const Result<QImage> decoded = decodePicture(bytes);
        QVERIFY(decoded);
        QVERIFY(decoded->format() == QImage::Format_RGB32 || decoded->format() == QImage::Format_ARGB32);
        QVERIFY(samePixels(*decoded, readByQt(bytes, "png")));
    }

    void readsJpegAndWebp_data() { addKinds(); }
    void readsJpegAndWebp()
    {
        QFETCH(const QByteArray, kind);
        const QByteArray bytes = wholePicture(kind);
        const Result<QImage> decoded = decodePicture(bytes);
        QVERIFY(decoded);
        const char* format = kind.contains("png") ? "png" : kind.contains("jpeg") ? "jpeg" : "webp";
        QVERIFY(samePixels(*decoded, readByQt(bytes, format)));
        QCOMPARE(*pictureSize(bytes), QSize(160, 120));
    }

    void neverShowsHalfAPicture_data() { addKinds(); }
    void neverShowsHalfAPicture()
    {
        QFETCH(const QByteArray, kind);
        const QByteArray bytes = wholePicture(kind);
        for (int percent = 0; percent < 100; percent += 5)
            QVERIFY2(
                !decodePicture(bytes.first(bytes.size() * percent / 100)), QByteArray::number(percent).constData());
        for (qsizetype missing = 1; missing <= 24; ++missing)
            QVERIFY2(!decodePicture(bytes.chopped(missing)), QByteArray::number(qlonglong(missing)).constData());
        QVERIFY(decodePicture(bytes + "what a server appended"));
    }

    void isNotFooledByTheEndOfAnEmbeddedPreview()
    {
        const QByteArray bytes = wholePicture("jpeg");
        const QByteArray preview = QByteArray("Exif\0\0", 6) + bytes.first(600) + QByteArray("\xff\xd9", 2);
        QByteArray segment("\xff\xe1", 2);
        segment += char((preview.size() + 2) >> 8);
        segment += char((preview.size() + 2) & 0xff);
        const QByteArray whole = bytes.first(2) + segment + preview + bytes.sliced(2);
        QVERIFY(decodePicture(whole));
        QVERIFY(!decodePicture(whole.first(whole.size() * 2 / 3)));
    }

    void survivesFlippedBytes_data() { addKinds(); }
    void survivesFlippedBytes()
    {
        QFETCH(const QByteArray, kind);
        const QByteArray bytes = wholePicture(kind);
        const std::optional<PictureFormat> format = pictureFormat(bytes);
        samples::Dice dice(42);
        int refused = 0;
        for (int round = 0; round < 300; ++round) {
            QByteArray mutated = bytes;
            for (int flips = 1 + dice.below(3); flips > 0; --flips)
                mutated[dice.below(int(mutated.size()))] = char(dice.below(256));
            if (mutated == bytes)
                continue;
            const Result<QImage> decoded = decodePicture(mutated);
            if (!decoded) {
                ++refused;
                QVERIFY(!decoded.error().what.isEmpty());
                continue;
            }
            QVERIFY2(*format != PictureFormat::Png, "every byte of a PNG is covered by a checksum");
            QCOMPARE(pictureFormat(mutated), format);
            QCOMPARE(decoded->size(), *pictureSize(mutated));
        }
        QVERIFY(refused > 0);
    }

    void refusesPngsWithGoodChecksumsOverBadData_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QImage picture = samples::photo(QSize(32, 32), 2);
        samples::PngParts parts;
        parts.size = picture.size();
        const QByteArray rows = samples::filteredRows(picture, 3, 4);
        parts.rows = rows.chopped(1);
        QTest::newRow("a byte short") << samples::pngOf(parts);
        parts.rows = rows + 'x';
        QTest::newRow("a byte more") << samples::pngOf(parts);
        parts.rows = rows;
        parts.rows[0] = 5;
        QTest::newRow("unknown filter") << samples::pngOf(parts);
        parts.rows = rows;
        parts.before = samples::chunk("ABCD", "x");
        QTest::newRow("unknown critical chunk") << samples::pngOf(parts);
        parts.before.clear();
        QByteArray wrongSum = samples::zlibbed(rows);
        wrongSum.back() = char(wrongSum.back() ^ 1);
        const QByteArray good = samples::pngOf(parts);
        QTest::newRow("wrong sum of the pixels")
            << good.first(33) + samples::chunk("IDAT", wrongSum) + samples::chunk("IEND", {});
        QTest::newRow("no data") << good.first(33) + samples::chunk("IEND", {});
        QTest::newRow("data in two places") << good.chopped(12) + samples::chunk("tIME", QByteArray(7, '\1'))
                + samples::chunk("IDAT", "x") + samples::chunk("IEND", {});
        QTest::newRow("no end") << good.chopped(12);
    }
    void refusesPngsWithGoodChecksumsOverBadData()
    {
        QFETCH(const QByteArray, bytes);
        QCOMPARE(codeOf(decodePicture(bytes)), ErrorCode::PictureDamaged);
    }

    void refusesAnimations()
    {
        QByteArray bytes = wholePicture("webp");
        const QByteArray animation = QByteArray("ANIM\6\0\0\0", 8) + QByteArray(6, '\0');
        bytes.insert(12, animation);
        const quint32 length = qFromLittleEndian<quint32>(bytes.constData() + 4) + quint32(animation.size());
        qToLittleEndian(length, bytes.data() + 4);
        QCOMPARE(codeOf(decodePicture(bytes)), ErrorCode::PictureDamaged);
    }

    void convertsForeignColourToSrgb_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("png") << QByteArray("png");
        QTest::newRow("jpeg") << QByteArray("jpeg");
        QTest::newRow("webp") << QByteArray("webp");
    }
    void convertsForeignColourToSrgb()
    {
        QFETCH(const QByteArray, format);
        QImage wide(64, 64, QImage::Format_RGB32);
        wide.fill(QColor(200, 80, 60));
        wide.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
        const QColor expected = wide.convertedToColorSpace(QColorSpace(QColorSpace::SRgb)).pixelColor(9, 9);
        QVERIFY(std::abs(expected.red() - 200) > 8);
        const Result<QImage> decoded = decodePicture(samples::saved(wide, format.constData(), 100));
        QVERIFY(decoded);
        const QColor got = decoded->pixelColor(9, 9);
        const int tolerance = format == "png" ? 0 : 3;
        QVERIFY(std::abs(got.red() - expected.red()) <= tolerance);
        QVERIFY(std::abs(got.green() - expected.green()) <= tolerance);
        QVERIFY(std::abs(got.blue() - expected.blue()) <= tolerance);
        QVERIFY(!decoded->colorSpace().isValid());
    }

    void keepsNoTextOfTheFile()
    {
        QImage picture = samples::photo(QSize(30, 30), 4).convertToFormat(QImage::Format_Grayscale8);
        picture.setText(QStringLiteral("parameters"), QStringLiteral("a secret prompt"));
        for (const char* format : {"png", "jpeg"}) {
            const QByteArray bytes = samples::saved(picture, format);
            QVERIFY(bytes.contains("secret prompt"));
            const Result<QImage> decoded = decodePicture(bytes);
            QVERIFY(decoded);
            QVERIFY(decoded->textKeys().isEmpty());
        }
    }

    void keepsPicturesWholeWhenBuffersAreReused()
    {
        const QImage first = samples::photo(QSize(300, 200), 1);
        const QImage second = samples::photo(QSize(300, 200), 2);
        const QByteArray firstBytes = samples::plainPng(first);
        const QByteArray secondBytes = samples::plainPng(second);
        QImage outlives;
        std::thread worker([&] {
            const KeepPictureBuffers keep;
            for (int round = 0; round < 3; ++round)
                QVERIFY(samePixels(*decodePicture(firstBytes), first));
            const QImage held = *decodePicture(firstBytes);
            QVERIFY(samePixels(*decodePicture(secondBytes), second));
            QVERIFY(samePixels(held, first));
            outlives = held;
        });
        worker.join();
        QVERIFY(samePixels(outlives, first));
    }

    void namesAColourThatStandsForThePicture()
    {
        QImage image(100, 100, QImage::Format_RGB32);
        image.fill(QColor(200, 30, 40));
        for (int y = 0; y < 30; ++y)
            for (int x = 0; x < 100; ++x)
                image.setPixelColor(x, y, Qt::white);
        QCOMPARE(dominantColor(image), quint32(0xc81e28));
        QImage clear(10, 10, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        QCOMPARE(dominantColor(clear), quint32(0x808080));
        QCOMPARE(dominantColor({}), quint32(0x808080));
    }
};

QTEST_GUILESS_MAIN(PictureDecodeTest)
#include "picture_decode_test.moc"
