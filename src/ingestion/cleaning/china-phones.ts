const mobile = /^1[3-9]\d{9}$/;
const sharedLine = /^0?([48]00\d{7})$/;
const prefix = /^(?:\+|00)?86(?=0?1[3-9]\d{9}$|0?[48]00\d{7}$|0?(?:10|2[0-57-9]|[3-9]\d{2})[2-8]\d{6,7}$)/;

/** What a number is: lines that a firm's callers share tell nobody apart. */
export type ChinesePhoneKind = 'mobile' | 'landline' | 'shared' | 'landlineWithoutArea';

/**
 * E.164 of a Chinese number given in digits with an optional leading `+`; null for anything else. Without
 * `national` only numbers that say 86 themselves are taken. A landline without its area code keeps its digits.
 */
export function readChinesePhone(
  digits: string,
  national: boolean,
): { kind: ChinesePhoneKind; value: string } | null {
  if (national && mobile.test(digits)) return { kind: 'mobile', value: `+86${digits}` };
  const rest = digits.replace(prefix, '');
  const prefixed = rest.length < digits.length;
  if (!prefixed && !national) return null;
  const own = rest.startsWith('0') ? rest.slice(1) : rest;
  if (mobile.test(own)) return { kind: 'mobile', value: `+86${own}` };
  if ((prefixed || rest !== own) && isLandline(own)) {
    return { kind: 'landline', value: `+86${own}` };
  }
  const shared = sharedLine.exec(rest);
  if (shared) return { kind: 'shared', value: `+86${shared[1]}` };
  return /^[2-8]\d{6,7}$/.test(rest) && !prefixed ? { kind: 'landlineWithoutArea', value: rest } : null;
}

/** Area codes without their 0 whose numbers have eight digits; so do 10 and all of two digits. */
const eightDigits =
  '10 20 21 22 23 24 25 27 28 29 311 371 377 379 411 431 432 433 435 451 510 511 512 513 514 515 516 517 518 519 523 527 531 532 551 571 573 574 575 576 577 579 591 595 731 754 755 757 760 769 791 851 871 898';
const sevenDigits =
  '310 312 313 314 315 316 317 318 319 335 349 350 351 352 353 354 355 356 357 358 359 370 372 373 374 375 376 391 392 393 394 395 396 398 412 415 416 417 418 419 421 427 429 433 434 435 436 437 438 439 452 453 454 455 456 457 458 459 464 467 468 469 470 471 472 473 474 475 476 477 478 479 482 483 530 533 534 535 536 537 538 539 543 546 550 552 553 554 555 556 557 558 559 561 562 563 564 566 570 572 578 580 592 593 594 596 597 598 599 631 632 633 635 660 662 663 668 691 692 701 710 711 712 713 714 715 716 717 718 719 722 724 728 730 734 735 736 737 738 739 743 744 745 746 750 751 752 753 754 756 758 759 762 763 766 768 770 771 772 773 774 775 776 777 778 779 790 792 793 794 795 796 797 798 799 812 813 816 817 818 825 826 827 830 831 832 833 834 835 836 837 838 839 851 854 855 856 857 858 859 870 872 873 874 875 876 877 878 879 883 886 887 888 891 892 893 894 895 896 897 901 902 903 906 908 909 911 912 913 914 915 916 917 919 930 931 932 933 934 935 936 937 938 939 941 943 951 952 953 954 955 970 971 972 973 974 975 976 977 979 990 991 992 993 994 995 996 997 998 999';
const lengths = new Map<string, string>();

/** Whether an area code and a local number, without the 0 before them, have the lengths that go together. */
function isLandline(digits: string): boolean {
  if (lengths.size === 0) {
    for (const code of eightDigits.split(' ')) lengths.set(code, '8');
    for (const code of sevenDigits.split(' ')) lengths.set(code, `7${lengths.get(code) ?? ''}`);
  }
  const area = /^(?:10|2)/.test(digits) ? digits.slice(0, 2) : digits.slice(0, 3);
  const local = digits.slice(area.length);
  // In Beijing and Shanghai these are dialled for services.
  if ((area === '10' || area === '21') && local.startsWith('800')) return false;
  return /^[2-8]/.test(local) && lengths.get(area)?.includes(String(local.length)) === true;
}
